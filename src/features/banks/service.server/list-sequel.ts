import { accept } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { IMPORT_KINDS, type ImportKind } from '#src/features/people/rules/import/records.ts';
import type { ListSequel, SequelInput, SequelPlan } from '#src/features/people/service.server.ts';
import { findForm, mentoringForms, readForm } from '#src/features/programmes/rules/forms.ts';
import { recordPaperConsents } from '#src/features/consents/service.server.ts';
import { planEntries, type EntriesPlan } from '#src/features/banks/rules/list-entries.ts';
import {
  bringInMentorships,
  bringInOffers,
  bringInRequests,
} from '#src/features/banks/service.server/bring-in.ts';
import { admit } from '#src/features/banks/service.server/deps.ts';
import { listConsentingOf, listKnownEntries } from '#src/features/banks/store.server/known-entries.ts';

const kind = (kinds: readonly string[]): ImportKind =>
  IMPORT_KINDS.find((one) => kinds[0] === one) ?? 'pupil';

function kindsOf(words: string): { mentor: ImportKind; mentee: ImportKind } | null {
  const first = words.split(/[;\n]/)[0] ?? '';
  const form = findForm(words) ?? readForm(words) ?? readForm(first);
  return form === undefined ? null : { mentor: kind(form.mentorKinds), mentee: kind(form.menteeKinds) };
}

async function planOf(tx: ScopedTx, input: SequelInput): Promise<EntriesPlan> {
  const { organizationId, personIds, today, options } = input;
  return planEntries(
    { ...input, form: options.form ?? '', currentYear: schoolYearOf(Temporal.PlainDate.from(today)) },
    (index) => personIds.get(index) ?? `#${index}`,
    await listKnownEntries(tx, organizationId, [...new Set(personIds.values())]),
  );
}

function peopleOf(plan: EntriesPlan): string[] {
  return [
    ...new Set([
      ...plan.requests.map(({ who }) => who),
      ...plan.offers.map(({ who }) => who),
      ...plan.mentorships.flatMap(({ mentor, mentee }) => [mentor, mentee]),
    ]),
  ];
}

function summarize(plan: EntriesPlan, unconsented: number): SequelPlan {
  const open = plan.mentorships.filter(({ endedOn }) => endedOn === null).length;
  return {
    requests: plan.requests.length,
    offers: plan.offers.length,
    mentorships: open,
    finished: plan.mentorships.length - open,
    known: plan.known,
    unconsented,
    undated: plan.mentorships.filter(({ isUndated }) => isUndated).length,
  };
}

/** Banks of other years and pairs that were decided, as lists of people bring them: see `ListSequel`. */
export const bankListSequel: ListSequel = {
  forms: mentoringForms.map(({ id, title }) => ({ id, title })),
  kindsOf,

  plan: async (tx, input) => {
    const plan = await planOf(tx, input);
    const people = peopleOf(plan);
    const consenting = await listConsentingOf(
      tx,
      people.filter((who) => !who.startsWith('#')),
    );
    return summarize(plan, people.length - consenting.size);
  },

  store: async (tx, input) => {
    const admitted = await admit(tx, input.organizationId, 'banks.import');
    if (!admitted.ok) return admitted;
    const { organizationId, options } = input;
    const whole = await planOf(tx, input);
    const people = peopleOf(whole);
    let consenting = await listConsentingOf(tx, people);
    const lacking = people.filter((id) => !consenting.has(id));
    if (lacking.length > 0 && (options.basis ?? '') !== '' && options.signedOn !== undefined) {
      const recorded = await recordPaperConsents(tx, {
        organizationId,
        personIds: lacking,
        purposes: ['processing'],
        signedOn: options.signedOn,
        signer: 'by_age',
        basis: options.basis ?? '',
      });
      if (!recorded.ok) return recorded;
      consenting = await listConsentingOf(tx, people);
    }
    // Without a consent in force nothing but the name is kept (152-ФЗ art. 9).
    const may = (id: string): boolean => consenting.has(id);
    const plan: EntriesPlan = {
      ...whole,
      requests: whole.requests.filter(({ who }) => may(who)),
      offers: whole.offers.filter(({ who }) => may(who)),
      mentorships: whole.mentorships.filter(({ mentor, mentee }) => may(mentor) && may(mentee)),
    };
    await bringInRequests(
      tx,
      organizationId,
      plan.requests.map(({ who, ...request }) => ({ ...request, personId: who })),
    );
    await bringInOffers(
      tx,
      organizationId,
      plan.offers.map(({ who, ...offer }) => ({ ...offer, personId: who })),
    );
    await bringInMentorships(
      tx,
      organizationId,
      plan.mentorships.map(({ mentor, mentee, ...one }) => ({
        ...one,
        mentorIds: [mentor],
        menteeIds: [mentee],
      })),
    );
    return accept(summarize(plan, people.length - consenting.size));
  },
};
