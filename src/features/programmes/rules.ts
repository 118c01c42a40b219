import { findForm, type Regime } from '#src/features/programmes/rules/forms.ts';

export const PROGRAMME_STATES = ['preparing', 'launched', 'closed'] as const;
export type ProgrammeState = (typeof PROGRAMME_STATES)[number];

export const STAGE_STATES = ['ahead', 'under_way', 'done'] as const;
export type StageState = (typeof STAGE_STATES)[number];

/** The seven stages of the cycle (МР-42/02), in our words. */
export const STAGES = [
  { stage: 1, title: 'Условия для запуска' },
  { stage: 2, title: 'База наставляемых' },
  { stage: 3, title: 'База наставников' },
  { stage: 4, title: 'Отбор и обучение наставников' },
  { stage: 5, title: 'Формирование пар и групп' },
  { stage: 6, title: 'Работа пар и групп' },
  { stage: 7, title: 'Завершение и итоги' },
] as const;

/** What the school runs in a period. Days are ISO, ages full years. */
export interface Programme {
  readonly id: string;
  readonly organizationId: string;
  readonly schoolYear: number;
  readonly title: string;
  readonly regime: Regime;
  /** Art. 351.8 of the Labour Code lies over it: employee ↔ employee. */
  readonly labourCode: boolean;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly state: ProgrammeState;
  readonly ageFrom: number | null;
  readonly ageTo: number | null;
  /** Norm; null: that of the form. */
  readonly meetingsAMonth: number | null;
  readonly aim: string;
  readonly elsewhereNote: string;
  readonly launchPaperId: string | null;
  readonly version: number;
}

/** A form that the programme uses, with what differs from the form's own usage (null: as usual). */
export interface ProgrammeForm {
  readonly form: string;
  readonly roleModels: readonly string[];
  readonly menteeLimit: number | null;
  readonly groupLimit: number | null;
  readonly meetingsAMonth: number | null;
}

export interface ProgrammeStage {
  readonly stage: number;
  readonly state: StageState;
  readonly startedOn: string | null;
  readonly doneOn: string | null;
  readonly note: string;
  readonly version: number;
}

export interface Correction {
  readonly id: string;
  readonly correctedOn: string;
  readonly change: string;
  readonly reason: string;
  readonly paperId: string | null;
}

export interface Agreement {
  readonly id: string;
  readonly organizationId: string;
  readonly partnerId: string;
  readonly partnerName: string;
  readonly programmeId: string | null;
  readonly number: string;
  readonly signedOn: string | null;
  readonly endsOn: string | null;
  readonly subject: string;
  readonly paperId: string | null;
  readonly endedOn: string | null;
  readonly version: number;
}

/** Whether an agreement holds on a day: signed by then, and neither run out nor ended. */
export function isInForce(
  agreement: Pick<Agreement, 'signedOn' | 'endsOn' | 'endedOn'>,
  day: string,
): boolean {
  const { signedOn, endsOn, endedOn } = agreement;
  return (
    signedOn !== null &&
    signedOn <= day &&
    (endsOn === null || endsOn >= day) &&
    (endedOn === null || endedOn > day)
  );
}

/** What a form means in a programme: the programme's own numbers before the form's usual ones. */
export function normsOf(
  programme: Pick<Programme, 'meetingsAMonth'>,
  chosen: ProgrammeForm,
): { readonly menteeLimit: number; readonly groupLimit: number; readonly meetingsAMonth: number } {
  const usual = findForm(chosen.form);
  return {
    menteeLimit: chosen.menteeLimit ?? usual?.menteeLimit ?? 1,
    groupLimit: chosen.groupLimit ?? usual?.groupLimit ?? 10,
    meetingsAMonth: chosen.meetingsAMonth ?? programme.meetingsAMonth ?? usual?.meetingsAMonth ?? 1,
  };
}

/**
 * Forms of another regime than the programme's, and role models of another form: what a form sent by hand could name and
 * the page does not offer.
 */
export function findForeignForms(regime: Regime, forms: readonly ProgrammeForm[]): readonly string[] {
  return forms
    .filter(({ form, roleModels }) => {
      const known = findForm(form);
      return (
        known === undefined ||
        known.regime !== regime ||
        roleModels.some((model) => !known.roleModels.some(({ id }) => id === model))
      );
    })
    .map(({ form }) => form);
}

/**
 * A stage after a press: begun, done, or back to where it was. The days follow from the state, so that nobody types them:
 * a stage that is done without having been begun began the same day.
 */
export function moveStage(stage: ProgrammeStage, state: StageState, today: string): ProgrammeStage {
  switch (state) {
    case 'ahead':
      return { ...stage, state, startedOn: null, doneOn: null };
    case 'under_way':
      return { ...stage, state, startedOn: stage.startedOn ?? today, doneOn: null };
    case 'done':
      return { ...stage, state, startedOn: stage.startedOn ?? today, doneOn: stage.doneOn ?? today };
  }
}
