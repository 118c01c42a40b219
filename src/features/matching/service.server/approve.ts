import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { takeInMentors } from '#src/features/banks/service.server.ts';
import { proposeMentorships, tellHomes } from '#src/features/mentorships/service.server.ts';
import { mentorshipsRefusalText } from '#src/features/mentorships/labels.ts';
import type { ApproveInput } from '#src/features/matching/schema.ts';
import { openDraft, openToChange, type MatchingDeps } from '#src/features/matching/service.server/deps.ts';
import { gatherInput } from '#src/features/matching/service.server/gather.ts';
import { createPairs } from '#src/features/matching/rules/pair.ts';
import { brokenRules } from '#src/features/matching/rules/hard.ts';
import { showPerson, type ShownPerson } from '#src/features/matching/rules/shown.ts';
import { settleDraft, type Draft } from '#src/features/matching/store.server/drafts.ts';
import {
  linkMentorships,
  loadPool,
  type KeptMentee,
  type KeptPool,
} from '#src/features/matching/store.server/pool.ts';
import { findOpenProgramme, type ProgrammeWithForms } from '#src/features/programmes/service.server.ts';
import { troubleWords } from '#src/features/matching/labels.ts';
import type { MatchInput } from '#src/features/matching/rules/facts.ts';
import type { RuleId } from '#src/features/matching/rules/settings.ts';

/** A pair or a group on its way to the participants, as it stands today and not when the draft was made. */
export interface ApprovalLine {
  readonly mentor: ShownPerson;
  readonly mentees: readonly ShownPerson[];
  readonly form: string;
  readonly isGroup: boolean;
  /** What has changed since: `gone` when somebody is no longer in the banks, else rules that the pair breaks today. */
  readonly trouble: 'gone' | readonly RuleId[] | null;
  readonly isProposed: boolean;
}

/** A pair that could not be proposed to its participants, and why, in Russian. */
// A type, not an interface: it is kept with the form that was sent, as JSON.
export type RefusedLine = { names: string; why: string };

export interface Approval {
  /** Every pair of the draft, checked against the banks of today. */
  review(
    actor: PersonActor,
    draftId: string,
  ): Promise<
    Result<{
      readonly draft: Draft;
      readonly lines: readonly ApprovalLine[];
      readonly unmatched: readonly ShownPerson[];
      readonly programme: ProgrammeWithForms | null;
      readonly today: string;
    }>
  >;
  /**
   * Proposes the chosen pairs and groups to their participants: mentorships in the state «предложено». What is no longer sound is
   * not made and told, whatever the page showed; the draft is approved when anything was. Refuses with `matching.stale`, `matching.approved`,
   * `matching.nothing_to_approve` (every chosen pair was refused).
   */
  approve(
    actor: PersonActor,
    draftId: string,
    input: ApproveInput,
  ): Promise<Result<{ made: number; refused: RefusedLine[] }>>;
}

/** Pairs of the draft; those of one mentor in one form of groups together. */
function gatherLines(pool: KeptPool, menteeIds: ReadonlySet<string> | null) {
  const lines = new Map<
    string,
    { mentorId: string; form: string; isGroup: boolean; mentees: KeptMentee[] }
  >();
  for (const kept of pool.mentees) {
    const { pair, mentorId, facts } = kept;
    if (pair === null || mentorId === null) continue;
    if (menteeIds !== null && !menteeIds.has(facts.personId)) continue;
    const key = pair.isGroup ? `${mentorId} ${pair.form}` : facts.personId;
    const line = lines.get(key);
    if (line === undefined)
      lines.set(key, { mentorId, form: pair.form, isGroup: pair.isGroup, mentees: [kept] });
    else line.mentees.push(kept);
  }
  return [...lines.values()];
}

/** What stands in the way of a pair or group of a draft in the banks as they are now; null: nothing. */
function findTrouble(
  { settings }: Draft,
  now: MatchInput,
): (mentorId: string, mentees: readonly KeptMentee[]) => ApprovalLine['trouble'] {
  const pairAt = createPairs(now);
  const menteeAt = new Map(now.mentees.map(({ personId }, at) => [personId, at]));
  const mentorAt = new Map(now.mentors.map(({ personId }, at) => [personId, at]));
  return (mentorId, mentees) => {
    const mentor = mentorAt.get(mentorId);
    const broken = new Set<RuleId>();
    for (const { facts, pair } of mentees) {
      const mentee = menteeAt.get(facts.personId);
      if (mentor === undefined || mentee === undefined) return 'gone';
      const known = new Set(pair?.warnings);
      for (const rule of brokenRules(pairAt(mentee, mentor), settings, now)) {
        if (settings.rules[rule] && !known.has(rule)) broken.add(rule);
      }
    }
    return broken.size === 0 ? null : [...broken];
  };
}

export function createApproval(
  { db, bank, clock, timeZone }: MatchingDeps,
  tell: Parameters<typeof tellHomes>[1],
): Approval {
  return {
    review: (actor, draftId) =>
      db.withActor(actor, 'matching.review', async (tx) => {
        const opened = await openDraft(tx, draftId, 'matching.view');
        if (!opened.ok) return opened;
        const { draft } = opened.value;
        const pool = await loadPool(tx, draft.id);
        const now = await gatherInput(tx, draft.organizationId, draft, draft.settings.withOtherSchools);
        const kept = new Map(pool.mentors.map((mentor) => [mentor.personId, mentor]));
        const troubleOf = findTrouble(draft, now);
        const lines = gatherLines(pool, null).flatMap(
          ({ mentorId, mentees, form, isGroup }): ApprovalLine[] => {
            const mentor = kept.get(mentorId);
            if (mentor === undefined) return [];
            const isProposed = mentees.every(({ mentorshipId }) => mentorshipId !== null);
            return [
              {
                mentor: showPerson(mentor),
                mentees: mentees.map(({ facts }) => showPerson(facts)),
                form,
                isGroup,
                trouble: isProposed ? null : troubleOf(mentorId, mentees),
                isProposed,
              },
            ];
          },
        );
        return accept({
          draft,
          lines: lines.toSorted((a, b) => a.mentor.name.localeCompare(b.mentor.name, 'ru')),
          unmatched: pool.mentees.filter(({ pair }) => pair === null).map(({ facts }) => showPerson(facts)),
          programme: await findOpenProgramme(tx, draft.organizationId, draft.programmeId),
          today: now.takenOn,
        });
      }),

    approve: (actor, draftId, given) =>
      db.withActor(actor, 'matching.approve', async (tx) => {
        const earlier = await openDraft(tx, draftId, 'matching.edit');
        if (!earlier.ok) return earlier;
        return submitOnce(tx, given.submission, async () => {
          const opened = await openToChange(tx, draftId, given.version);
          if (!opened.ok) return opened;
          const { draft } = opened.value;
          const pool = await loadPool(tx, draft.id);
          const { organizationId, programmeId } = draft;
          const programme = await findOpenProgramme(tx, organizationId, programmeId);
          const chosen = gatherLines(pool, new Set(given.menteeIds));
          if (chosen.length === 0) return refuse('matching.nothing_to_approve');
          const outside = new Set(
            pool.mentors.flatMap(({ personId, elsewhere }) => (elsewhere === undefined ? [] : [personId])),
          );
          const asked = chosen.map(({ mentorId }) => mentorId).filter((id) => outside.has(id));
          // Only now, when somebody is asked for, the school writes them down.
          const taken = await takeInMentors(tx, organizationId, [...new Set(asked)]);
          const isGone = ({ mentorId }: (typeof chosen)[number]) =>
            outside.has(mentorId) && !taken.has(mentorId);
          // The page may have been open for an hour, and whoever sends a form by hand sees no page.
          const now = await gatherInput(tx, organizationId, draft, draft.settings.withOtherSchools);
          const troubleOf = findTrouble(draft, now);
          const troubles = new Map(
            chosen
              .filter((line) => !isGone(line))
              .map((line) => [line, troubleOf(line.mentorId, line.mentees)]),
          );
          const lines = [...troubles].flatMap(([line, trouble]) => (trouble === null ? [line] : []));
          const outcomes = await proposeMentorships(
            tx,
            bank,
            organizationId,
            lines.map((line) => {
              const models = programme?.forms.find(({ form }) => form === line.form)?.roleModels ?? [];
              return {
                form: line.form,
                // With one role model in the programme there is nothing to choose.
                roleModel: models.length === 1 ? (models[0] ?? '') : '',
                isGroup: line.isGroup,
                mentorIds: [taken.get(line.mentorId) ?? line.mentorId],
                menteeIds: line.mentees.map(({ facts }) => facts.personId),
                programmeId,
                startsOn: null,
                dueOn: given.dueOn,
              };
            }),
            given.startsOn,
          );
          const names = new Map(pool.mentors.map(({ personId, name }) => [personId, name]));
          const links: { menteeId: string; mentorshipId: string }[] = [];
          const refused: RefusedLine[] = [];
          const tellLine = ({ mentorId, mentees }: (typeof chosen)[number], why: string) =>
            refused.push({
              names: `${names.get(mentorId) ?? ''} – ${mentees.map(({ facts }) => facts.name).join(', ')}`,
              why,
            });
          const refuseLine = (line: (typeof chosen)[number], refusal: Refusal) =>
            tellLine(line, mentorshipsRefusalText(refusal));
          for (const line of chosen) {
            if (isGone(line)) refuseLine(line, { code: 'mentorships.guest_not_offered' });
          }
          for (const [line, trouble] of troubles) {
            if (trouble !== null) tellLine(line, `${troubleWords(trouble)}.`);
          }
          const told = new Set<string>();
          for (const [index, line] of lines.entries()) {
            const outcome = outcomes[index];
            if (outcome === undefined) continue;
            const menteeIds = line.mentees.map(({ facts }) => facts.personId);
            if (outcome.ok) {
              links.push(...menteeIds.map((menteeId) => ({ menteeId, mentorshipId: outcome.mentorshipId })));
              const guest = taken.get(line.mentorId);
              if (guest !== undefined) told.add(guest);
            } else refuseLine(line, outcome.refusal);
          }
          if (links.length === 0) return refuse('matching.nothing_to_approve', { count: refused.length });
          await linkMentorships(tx, draft.id, links);
          await tellHomes(tx, tell, [...told], clock.today(timeZone).toString());
          if (!(await settleDraft(tx, draft, { state: 'approved' }))) {
            return refuse('matching.stale', { since: given.version });
          }
          return accept({ made: chosen.length - refused.length, refused });
        });
      }),
  };
}
