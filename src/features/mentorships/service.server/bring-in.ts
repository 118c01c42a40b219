import type { ScopedTx } from '#src/platform/db/scope.ts';
import { SIDES } from '#src/features/programmes/rules/sides.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import { isOpen, type MentorshipState } from '#src/features/mentorships/rules.ts';
import { insertMembers } from '#src/features/mentorships/store.server/members.ts';
import { insertMentorshipRows } from '#src/features/mentorships/store.server/mentorships.ts';

/** A mentorship that was decided or finished before it came here: a list of pairs, a bank of another year. */
export interface GivenMentorship {
  readonly schoolYear: number;
  /** Key of data/forms.json. */
  readonly form: string;
  readonly roleModel?: string;
  readonly isGroup?: boolean;
  readonly labourCode?: boolean;
  readonly programmeId?: string | null;
  readonly state: MentorshipState;
  readonly startsOn?: string | null;
  readonly dueOn?: string | null;
  /** Needed for a state that is an end. */
  readonly endedOn?: string | null;
  readonly endReason?: string;
  readonly results?: string;
  readonly caseUrl?: string;
  readonly isCompleted?: boolean | null;
  readonly mentorIds: readonly string[];
  readonly menteeIds: readonly string[];
}

/**
 * Writes mentorships down as they are given, thousands in a few statements; answers their ids in the order given. Rights,
 * capacity and repeats are the caller's affair; the database refuses members without a consent in force.
 */
export async function insertMentorships(
  tx: ScopedTx,
  organizationId: string,
  given: readonly GivenMentorship[],
  source: 'import' | 'matching' = 'import',
): Promise<string[]> {
  const ids = await insertMentorshipRows(
    tx,
    given.map((one) => {
      const hasEnded = !isOpen(one.state);
      if (hasEnded !== ((one.endedOn ?? null) !== null))
        throw new RangeError(`${one.state} and its last day`);
      return {
        organizationId,
        programmeId: one.programmeId ?? null,
        schoolYear: one.schoolYear,
        form: one.form,
        roleModel: one.roleModel ?? '',
        isGroup: one.isGroup ?? (one.mentorIds.length > 1 || one.menteeIds.length > 1),
        regime: findForm(one.form)?.regime ?? 'pupils',
        labourCode: one.labourCode ?? false,
        labourReason: '',
        state: one.state,
        startsOn: one.startsOn ?? null,
        dueOn: one.dueOn ?? null,
        endedOn: one.endedOn ?? null,
        endReason: one.endReason ?? '',
        results: one.results ?? '',
        caseUrl: one.caseUrl ?? '',
        isCompleted: one.isCompleted ?? null,
        source,
      };
    }),
  );
  await insertMembers(
    tx,
    given.flatMap((one, index) =>
      SIDES.flatMap((side) =>
        (side === 'mentor' ? one.mentorIds : one.menteeIds).map((personId) => ({
          organizationId,
          mentorshipId: ids[index] ?? '',
          personId,
          side,
          startedOn: one.startsOn ?? null,
          endedOn: one.endedOn ?? null,
        })),
      ),
    ),
  );
  return ids;
}
