import file from '#data/forms.json' with { type: 'json' };

/** Регламент: наставничество обучающихся (Р-145) или педагогических работников (АЗ-1128/08). */
export const REGIMES = ['pupils', 'teachers'] as const;
export type Regime = (typeof REGIMES)[number];

export interface RoleModel {
  readonly id: string;
  readonly title: string;
}

/** A form of mentoring: who mentors whom, and what is usual for it. */
export interface MentoringForm {
  readonly id: string;
  /** «ученик – ученик». */
  readonly title: string;
  readonly regime: Regime;
  /** One of the five of the federal model; a local one is left out of federal figures. */
  readonly federal: boolean;
  /** What mentors and mentees are to the school: kinds of `people`. */
  readonly mentorKinds: readonly string[];
  readonly menteeKinds: readonly string[];
  /** Mentees of one mentor, members of one group, meetings a month, unless the programme says otherwise. */
  readonly menteeLimit: number;
  readonly groupLimit: number;
  readonly meetingsAMonth: number;
  readonly roleModels: readonly RoleModel[];
}

/** Every form, in the order of the federal model; the local one last. */
export const mentoringForms: readonly MentoringForm[] = file.forms.map((form) => ({
  ...form,
  regime: form.regime === 'teachers' ? 'teachers' : 'pupils',
}));

/** Kinds of mentoring among teachers: data of a mentorship, beside its role model. */
export const teacherKinds: readonly RoleModel[] = file.teacherKinds;

const formById = new Map(mentoringForms.map((form) => [form.id, form]));

export function findForm(id: string): MentoringForm | undefined {
  return formById.get(id);
}

/** «ученик – ученик», or the id itself when the dictionary no longer knows it. */
export function formTitle(id: string): string {
  return formById.get(id)?.title ?? id;
}

export function roleModelTitle(formId: string, roleModelId: string): string {
  return (
    formById.get(formId)?.roleModels.find((model) => model.id === roleModelId)?.title ??
    teacherKinds.find((kind) => kind.id === roleModelId)?.title ??
    roleModelId
  );
}

function keyOf(words: string): string {
  return words
    .normalize('NFC')
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .replaceAll(/[«»"'().,]/g, ' ')
    .replaceAll(/\s*[-–—−/]\s*/g, '-')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const formByWords = new Map(
  mentoringForms.flatMap((form) =>
    [form.title, ...(file.synonyms[form.id as keyof typeof file.synonyms] ?? [])].map((words) => [
      keyOf(words),
      form,
    ]),
  ),
);

/** The form that a document means: «Ученик-ученик», «педагог – молодой специалист»; undefined when it is none of ours. */
export function readForm(words: string): MentoringForm | undefined {
  const key = keyOf(words).replace(/^форма( наставничества)?:? ?/, '');
  return formByWords.get(key);
}
