import file from '#data/admission-checks.json' with { type: 'json' };

export type AdmissionStep = 'surveyed' | 'checked' | 'trained';
export type Applicability = 'everybody' | 'outside_adults' | 'labour_code';

/** One line of the checklist of a mentor. */
export interface AdmissionCheck {
  readonly id: string;
  readonly title: string;
  readonly step: AdmissionStep;
  readonly appliesTo: Applicability;
  /** Counted from elsewhere and never entered by hand. */
  readonly isDerived: boolean;
  readonly hasHours: boolean;
  /** How long it usually holds, months; null: for good. */
  readonly validMonths: number | null;
  readonly hint: string;
}

export const admissionChecks: readonly AdmissionCheck[] = file.checks.map((check) => ({
  id: check.id,
  title: check.title,
  step: check.step as AdmissionStep,
  appliesTo: check.appliesTo as Applicability,
  isDerived: check.isDerived ?? false,
  hasHours: check.hasHours ?? false,
  validMonths: check.validMonths ?? null,
  hint: check.hint,
}));

export function findCheck(id: string): AdmissionCheck | undefined {
  return admissionChecks.find((check) => check.id === id);
}

/** A mentor as the rules of admission see them. */
export interface Applicant {
  readonly kinds: readonly string[];
  /** Full years today; null when no birth date is known. */
  readonly age: number | null;
  /** Employee whose mentoring falls under art. 351.8 (ТК РФ): a programme or a mentorship of theirs says so. */
  readonly isLabourCode: boolean;
  readonly hasConsent: boolean;
}

/** Whether the check concerns this mentor (ТК РФ art. 351.1: those who come to children from outside and are of age). */
export function applies(check: Pick<AdmissionCheck, 'appliesTo'>, applicant: Applicant): boolean {
  switch (check.appliesTo) {
    case 'everybody':
      return true;
    case 'labour_code':
      return applicant.isLabourCode && applicant.kinds.includes('staff');
    case 'outside_adults': {
      const isInside = applicant.kinds.includes('staff') || applicant.kinds.includes('pupil');
      return !isInside && (applicant.age === null || applicant.age >= 18);
    }
  }
}

/** The newest entry of a check that was not taken back. Days are ISO. */
export interface CheckEntry {
  readonly checkId: string;
  readonly outcome: 'passed' | 'failed' | 'waived';
  readonly checkedOn: string;
  readonly validUntil: string | null;
}

export type CheckState = 'missing' | 'passed' | 'waived' | 'failed' | 'expired' | 'expiring';
/** What ends within this many days is shown beforehand. */
export const EXPIRING_DAYS = 60;

/** How a check stands on a day. A waived one may end too: then the reason is asked for again. */
export function checkState(entry: CheckEntry | undefined, today: string): CheckState {
  if (entry === undefined) return 'missing';
  if (entry.outcome === 'failed') return 'failed';
  if (entry.validUntil !== null && entry.validUntil < today) return 'expired';
  if (entry.validUntil !== null && entry.validUntil <= addDays(today, EXPIRING_DAYS)) return 'expiring';
  return entry.outcome;
}

export function isPassed(state: CheckState): boolean {
  return state === 'passed' || state === 'waived' || state === 'expiring';
}

export const MENTOR_STATES = [
  'applied',
  'surveyed',
  'checked',
  'free',
  'busy',
  'paused',
  'on_leave',
  'archived',
] as const;
/** Trained is the last step: whoever has made it is admitted, and is then free or busy. */
export type MentorState = (typeof MENTOR_STATES)[number];

export interface MentorFacts {
  readonly isArchived: boolean;
  readonly absence: 'pause' | 'leave' | null;
  readonly mentees: number;
  readonly menteeLimit: number;
}

/** Where a mentor stands: applied → surveyed → checked → trained and so admitted → free or busy; archived, away. */
export function mentorState(
  applicant: Applicant,
  entries: readonly CheckEntry[],
  facts: MentorFacts,
  today: string,
): MentorState {
  if (facts.isArchived) return 'archived';
  if (facts.absence !== null) return facts.absence === 'pause' ? 'paused' : 'on_leave';
  const passed = passedSteps(applicant, entries, today);
  if (!passed.surveyed) return 'applied';
  if (!passed.checked) return 'surveyed';
  if (!passed.trained) return 'checked';
  return facts.mentees >= facts.menteeLimit ? 'busy' : 'free';
}

/** Checks that concern the mentor, each with how it stands. */
export function checklist(
  applicant: Applicant,
  entries: readonly CheckEntry[],
  today: string,
): { readonly check: AdmissionCheck; readonly state: CheckState; readonly entry: CheckEntry | undefined }[] {
  return admissionChecks
    .filter((check) => applies(check, applicant))
    .map((check) => {
      const entry = entries.find(({ checkId }) => checkId === check.id);
      if (!check.isDerived) return { check, entry, state: checkState(entry, today) };
      return { check, entry: undefined, state: applicant.hasConsent ? 'passed' : 'missing' };
    });
}

function passedSteps(
  applicant: Applicant,
  entries: readonly CheckEntry[],
  today: string,
): Readonly<Record<AdmissionStep, boolean>> {
  const lines = checklist(applicant, entries, today);
  const all = (step: AdmissionStep) =>
    lines.filter(({ check }) => check.step === step).every(({ state }) => isPassed(state));
  return { surveyed: all('surveyed'), checked: all('checked'), trained: all('trained') };
}

/** The clean record that ТК РФ art. 351.1 asks of adults from outside. */
const CERTIFICATE = findCheck('clean-record');

export interface Admission {
  /** Checks that are not passed; none: the mentor may be given a mentee. */
  readonly lacking: readonly AdmissionCheck[];
  readonly needsCertificate: boolean;
  /** The clean record is not in force, and is needed. */
  readonly lacksCertificate: boolean;
}

/** What stands between a mentor and a mentee. */
export function judgeAdmission(
  applicant: Applicant,
  entries: readonly CheckEntry[],
  today: string,
): Admission {
  if (CERTIFICATE === undefined) throw new Error('data/admission-checks.json has no clean-record');
  const lacking = checklist(applicant, entries, today)
    .filter(({ state }) => !isPassed(state))
    .map(({ check }) => check);
  return {
    lacking,
    needsCertificate: applies(CERTIFICATE, applicant),
    lacksCertificate: lacking.includes(CERTIFICATE),
  };
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
