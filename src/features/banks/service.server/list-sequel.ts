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
  mentorshipBank,
} from '#src/features/banks/service.server/bring-in.ts';
import { admit } from '#src/features/banks/service.server/deps.ts';
import {
  listConsentingOf,
  listJoiners,
  listKnownEntries,
} from '#src/features/banks/store.server/known-entries.ts';

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

type Planned = EntriesPlan['mentorships'][number];

/**
 * Of pairs that go on, those that the law forbids, as far as their people are known: an adult from outside without a clean record
 * in force and a minor (ТК РФ art. 351.1). What is over is history and comes in as it was.
 */
async function findUncertified(tx: ScopedTx, mentorships: readonly Planned[]): Promise<Set<Planned>> {
  const open = mentorships.filter(({ endedOn }) => endedOn === null);
  const ids = [...new Set(open.flatMap(({ mentor, mentee }) => [mentor, mentee]))];
  const known = new Map(
    (
      await listJoiners(
        tx,
        ids.filter((id) => !id.startsWith('#')),
      )
    ).map((one) => [one.id, one]),
  );
  const lacking = await mentorshipBank.lackAdmission(
    tx,
    open.flatMap(({ mentor }) => known.get(mentor) ?? []),
  );
  return new Set(
    open.filter(
      ({ mentor, mentee }) =>
        lacking.get(mentor)?.certificate === true && known.get(mentee)?.isMinor === true,
    ),
  );
}

function summarize(plan: EntriesPlan, unconsented: number, uncertified: number): SequelPlan {
  const open = plan.mentorships.filter(({ endedOn }) => endedOn === null).length;
  return {
    requests: plan.requests.length,
    offers: plan.offers.length,
    mentorships: open,
    finished: plan.mentorships.length - open,
    known: plan.known,
    unconsented,
    uncertified,
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
    const unsafe = await findUncertified(tx, plan.mentorships);
    const safe = plan.mentorships.filter((one) => !unsafe.has(one));
    return summarize({ ...plan, mentorships: safe }, people.length - consenting.size, unsafe.size);
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
    const allowed = whole.mentorships.filter(({ mentor, mentee }) => may(mentor) && may(mentee));
    const unsafe = await findUncertified(tx, allowed);
    const plan: EntriesPlan = {
      ...whole,
      requests: whole.requests.filter(({ who }) => may(who)),
      offers: whole.offers.filter(({ who }) => may(who)),
      mentorships: allowed.filter((one) => !unsafe.has(one)),
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
    return accept(summarize(plan, people.length - consenting.size, unsafe.size));
  },
};
