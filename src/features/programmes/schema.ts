import { z } from 'zod';
import { line, neededLine, optionalLines, version } from '#src/features/orgs/schema.ts';
import { mentoringForms, REGIMES } from '#src/features/programmes/rules/forms.ts';
import { STAGE_STATES, type ProgrammeForm } from '#src/features/programmes/rules.ts';

const neededText = (max: number, message: string) => optionalLines(max).pipe(z.string().min(1, message));
const day = z.iso
  .date('укажите день, например 01.09.2026')
  .refine(
    (one) => one >= '2000-01-01' && one <= '2099-12-31',
    'проверьте год: он должен быть от 2000 до 2099',
  );
const optionalDay = day.nullable().default(null);
const whole = (least: number, most: number) =>
  z.coerce
    .number(`напишите число от ${least} до ${most} или оставьте пустым`)
    .int('нужно целое число')
    .min(least, `не меньше ${least}`)
    .max(most, `не больше ${most}`)
    .nullable()
    .default(null);
const optionalId = z.uuid('выберите из списка').nullable().default(null);

/** Role models are sent as one list, «form/model», so that each form has its boxes without scripts. */
const formFields = {
  forms: z.array(z.enum(mentoringForms.map(({ id }) => id))).default([]),
  roleModels: z.array(z.string().max(130)).max(100).default([]),
  limits: z
    .record(
      z.string(),
      z.object({ menteeLimit: whole(1, 100), groupLimit: whole(1, 100), meetingsAMonth: whole(0, 31) }),
    )
    .default({}),
};

const fields = z.object({
  title: neededLine(300, 'назовите программу, например «Наставничество: ученик – ученик»'),
  regime: z.enum(REGIMES, 'выберите, для кого программа'),
  labourCode: z.preprocess((value) => value === 'on', z.boolean()),
  startsOn: day,
  endsOn: day,
  ageFrom: whole(0, 99),
  ageTo: whole(0, 99),
  meetingsAMonth: whole(0, 31),
  aim: optionalLines(5000),
  elsewhereNote: line(500).default(''),
  ...formFields,
});
type Fields = z.output<typeof fields>;

function checkFields(value: Fields, context: z.RefinementCtx): void {
  const refuse = (field: string, message: string): void => {
    context.addIssue({ code: 'custom', path: [field], message });
  };
  if (value.endsOn < value.startsOn) refuse('endsOn', 'последний день раньше первого: поменяйте их местами');
  if (value.ageFrom !== null && value.ageTo !== null && value.ageTo < value.ageFrom)
    refuse('ageTo', 'возраст «до» меньше возраста «от»');
  if (value.regime === 'pupils' && value.labourCode)
    refuse('labourCode', 'статья 351.8 – о работниках: отметьте её только у программы для педагогов');
}

/** Forms with their role models and limits, as the rules know them. */
function gatherForms({
  forms,
  roleModels,
  limits,
  ...rest
}: Fields): Omit<Fields, 'forms' | 'roleModels' | 'limits'> & { readonly forms: readonly ProgrammeForm[] } {
  return {
    ...rest,
    forms: [...new Set(forms)].map((form) => ({
      form,
      roleModels: [
        ...new Set(
          roleModels.filter((one) => one.startsWith(`${form}/`)).map((one) => one.slice(form.length + 1)),
        ),
      ],
      menteeLimit: limits[form]?.menteeLimit ?? null,
      groupLimit: limits[form]?.groupLimit ?? null,
      meetingsAMonth: limits[form]?.meetingsAMonth ?? null,
    })),
  };
}

export const addProgrammeForm = fields
  .extend({ submission: z.uuid() })
  .superRefine(checkFields)
  .transform(({ submission, ...rest }) => ({ submission, ...gatherForms(rest) }));
export type AddProgramme = z.output<typeof addProgrammeForm>;

export const editProgrammeForm = fields
  .extend({ programmeId: z.uuid(), version })
  .superRefine(checkFields)
  .transform(({ programmeId, version: known, ...rest }) => ({
    programmeId,
    version: known,
    ...gatherForms(rest),
  }));
export type EditProgramme = z.output<typeof editProgrammeForm>;

export const setStageForm = z.object({
  programmeId: z.uuid(),
  stage: z.coerce.number().int().min(1).max(7),
  version: z.coerce.number().int().min(0).max(2_147_483_647),
  state: z.enum(STAGE_STATES),
  note: line(1000).default(''),
});
export type SetStage = z.output<typeof setStageForm>;

export const setStateForm = z.object({
  programmeId: z.uuid(),
  version,
  paperId: optionalId,
});

export const correctForm = z.object({
  submission: z.uuid(),
  programmeId: z.uuid(),
  correctedOn: day,
  change: neededText(5000, 'напишите, что изменилось в программе'),
  reason: neededText(2000, 'напишите, почему: это войдёт в отчёт'),
  paperId: optionalId,
});
export type Correct = z.output<typeof correctForm>;

const agreementFields = {
  partnerId: z.uuid('выберите партнёра'),
  programmeId: optionalId,
  number: line(60).default(''),
  signedOn: optionalDay,
  endsOn: optionalDay,
  endedOn: optionalDay,
  subject: optionalLines(2000),
  paperId: optionalId,
};
const isOrdered = ({ signedOn, endsOn }: { signedOn: string | null; endsOn: string | null }): boolean =>
  signedOn === null || endsOn === null || endsOn >= signedOn;
const orderWords = { path: ['endsOn'], message: 'срок кончается раньше подписания: проверьте дни' };

export const addAgreementForm = z
  .object({ submission: z.uuid(), ...agreementFields })
  .refine(isOrdered, orderWords);
export type AddAgreement = z.output<typeof addAgreementForm>;

export const editAgreementForm = z
  .object({ agreementId: z.uuid(), version, ...agreementFields })
  .refine(isOrdered, orderWords);
export type EditAgreement = z.output<typeof editAgreementForm>;
