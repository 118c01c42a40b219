import { withinSentence } from '#src/lib/russian/capitalize.ts';
import type { FactTable, Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment } from '#src/features/orgs/papers.server.ts';
import { periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { paperHolders } from '#src/features/people/service.server.ts';
import { normsOf, type Programme, type ProgrammeForm } from '#src/features/programmes/rules.ts';
import {
  findForm,
  formTitle,
  mentoringForms,
  roleModelTitle,
  type Regime,
} from '#src/features/programmes/rules/forms.ts';
import { listProgrammes, loadForms } from '#src/features/programmes/store.server.ts';

export const PROGRAMME_FIELDS: readonly Field[] = [
  { name: 'программы', kind: 'text', description: 'названия программ, о которых документ, в кавычках' },
  { name: 'цель программы', kind: 'text', description: 'цель из карточки программы' },
  { name: 'формы', kind: 'text', description: 'формы наставничества этих программ' },
  { name: 'таблица форм', kind: 'table', description: 'формы, ролевые модели и нормы' },
  { name: 'возраст участников', kind: 'text', description: 'например «от 12 до 17 лет»' },
  { name: 'начало программы', kind: 'day', description: 'первый день; без программы – начало года' },
  { name: 'конец программы', kind: 'day', description: 'последний день; без программы – конец года' },
  { name: 'правовая основа', kind: 'text', description: 'акты, на которых стоят эти программы' },
  { name: 'педагоги-психологи', kind: 'people', description: 'у кого роль «Психолог»' },
];

/** Acts of data/acts.json that mentoring of a regime rests on, as an order names them. */
const GROUNDS: Readonly<Record<Regime, string>> = {
  pupils:
    'в соответствии с распоряжением Минпросвещения России от 25.12.2019 № Р-145, которым утверждена методология (целевая модель) наставничества обучающихся',
  teachers:
    'с учётом письма Минпросвещения России и Профессионального союза работников народного образования и науки Российской Федерации от 21.12.2021 № АЗ-1128/08/657 о системе наставничества педагогических работников',
};

export interface PaperProgramme extends Programme {
  readonly forms: readonly ProgrammeForm[];
}

/** Programmes of the year that are not closed, with their forms, by title. */
export async function programmesOf(
  tx: ScopedTx,
  { organizationId, schoolYear }: Pick<PaperMoment, 'organizationId' | 'schoolYear'>,
): Promise<PaperProgramme[]> {
  const found = (await listProgrammes(tx, { organizationId, schoolYear })).filter(
    ({ state }) => state !== 'closed',
  );
  const forms = await loadForms(
    tx,
    found.map(({ id }) => id),
  );
  return found.map((one) => ({ ...one, forms: forms.get(one.id) ?? [] }));
}

/** What papers say of these programmes; without any the forms are those of the federal model, the term is the year. */
export async function programmeFacts(
  tx: ScopedTx,
  programmes: readonly PaperProgramme[],
  { organizationId, schoolYear }: Pick<PaperMoment, 'organizationId' | 'schoolYear'>,
): Promise<Facts> {
  const period = periodOfSchoolYear(schoolYear);
  const days = (pick: (one: PaperProgramme) => string) => programmes.map(pick).toSorted();
  const regimes = new Set(programmes.map(({ regime }) => regime));
  const grounds = (['pupils', 'teachers'] as const).filter((one) => regimes.size === 0 || regimes.has(one));
  const lines = formLines(programmes);
  return {
    программы: { kind: 'text', text: programmes.map(({ title }) => quoted(title)).join(', ') },
    'цель программы': {
      kind: 'text',
      text: programmes
        .map(({ aim }) => withinSentence(aim.trim().replace(/\.$/u, '')))
        .filter((aim) => aim !== '')
        .join('; '),
    },
    формы: { kind: 'text', text: lines.map(({ form }) => quoted(formTitle(form))).join(', ') },
    'таблица форм': { kind: 'table', table: formTable(lines) },
    'возраст участников': {
      kind: 'text',
      text: [...new Set(programmes.map(agesOf))].filter(Boolean).join(', '),
    },
    'начало программы': { kind: 'day', on: days(({ startsOn }) => startsOn)[0] ?? period.from },
    'конец программы': { kind: 'day', on: days(({ endsOn }) => endsOn).at(-1) ?? period.to },
    'правовая основа': { kind: 'text', text: grounds.map((regime) => GROUNDS[regime]).join(', ') },
    'педагоги-психологи': {
      kind: 'people',
      people: await paperHolders(tx, organizationId, 'psychologist'),
    },
  };
}

/** A title in quotation marks: one that has some of its own gets no second pair. */
const quoted = (title: string) => (/^«[^«»]*»$/u.test(title) ? title : `«${title}»`);

function agesOf({ ageFrom, ageTo }: PaperProgramme): string {
  if (ageFrom === null && ageTo === null) return '';
  return [ageFrom === null ? '' : `от ${ageFrom}`, ageTo === null ? '' : `до ${ageTo}`, 'лет']
    .filter((part) => part !== '')
    .join(' ');
}

interface FormLine {
  readonly form: string;
  readonly roleModels: readonly string[];
  readonly norms: ReturnType<typeof normsOf>;
}

function formLines(programmes: readonly PaperProgramme[]): FormLine[] {
  if (programmes.length === 0) {
    return mentoringForms
      .filter(({ federal }) => federal)
      .map(({ id, roleModels, ...norms }) => ({
        form: id,
        roleModels: roleModels.map((one) => one.id),
        norms,
      }));
  }
  const byForm = new Map<string, FormLine>();
  for (const programme of programmes) {
    for (const chosen of programme.forms) {
      if (byForm.has(chosen.form)) continue;
      const usual = findForm(chosen.form)?.roleModels.map(({ id }) => id) ?? [];
      byForm.set(chosen.form, {
        form: chosen.form,
        roleModels: chosen.roleModels.length === 0 ? usual : chosen.roleModels,
        norms: normsOf(programme, chosen),
      });
    }
  }
  return [...byForm.values()];
}

function formTable(lines: readonly FormLine[]): FactTable {
  return {
    columns: [
      { heading: 'Форма наставничества', width: 4 },
      { heading: 'Ролевые модели', width: 5 },
      { heading: 'Наставляемых у наставника, не больше', width: 4 },
      { heading: 'Участников в группе, не больше', width: 3 },
      { heading: 'Встреч в месяц, не меньше', width: 3 },
    ],
    rows: lines.map(({ form, roleModels, norms }) => [
      formTitle(form),
      roleModels.map((model) => roleModelTitle(form, model)).join('; '),
      String(norms.menteeLimit),
      String(norms.groupLimit),
      String(norms.meetingsAMonth),
    ]),
  };
}
