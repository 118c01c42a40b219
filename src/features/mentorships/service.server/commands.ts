import { accept, refuse, type Result } from '#src/lib/result.ts';
import { asConsequence } from '#src/platform/db/consequence.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { SIDES } from '#src/features/programmes/rules/sides.ts';
import { may } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { findForm } from '#src/features/programmes/rules/forms.ts';
import { mentorshipsAccess } from '#src/features/mentorships/access.ts';
import { isOpen, type Member, type MentorshipWarning } from '#src/features/mentorships/rules.ts';
import { isForming } from '#src/features/mentorships/rules/answers.ts';
import type { AddMentorship, EndMentorship, ReplaceMentor } from '#src/features/mentorships/schema.ts';
import type { MentorshipsDeps } from '#src/features/mentorships/service.server/deps.ts';
import { tellHomes } from '#src/features/mentorships/service.server/guests.ts';
import { checkJoining } from '#src/features/mentorships/service.server/join.ts';
import { loadMentorship, type ListedMentorship } from '#src/features/mentorships/service.server/load.ts';
import { deleteAnswers } from '#src/features/mentorships/store.server/answers.ts';
import { endMembers, insertMembers } from '#src/features/mentorships/store.server/members.ts';
import {
  endMentorshipRow,
  insertMentorshipRows,
  listLabourCodeByProgramme,
  setPaused,
  touchMentorship,
} from '#src/features/mentorships/store.server/mentorships.ts';

/** What changes a pair or a group. */
export interface MentorshipCommands {
  /** Refuses as `checkJoining` does, and with `mentorships.programme_not_found`. */
  add(
    actor: PersonActor,
    organizationId: string,
    input: AddMentorship,
  ): Promise<Result<{ mentorshipId: string; warnings: MentorshipWarning[] }>>;
  /** Completed, or ended early. Refuses with `mentorships.over`, `mentorships.before_start`, `mentorships.future`, `mentorships.stale`. */
  end(actor: PersonActor, mentorshipId: string, input: EndMentorship): Promise<Result>;
  pause(
    actor: PersonActor,
    mentorshipId: string,
    input: { version: number; reason: string },
  ): Promise<Result>;
  /** Everybody in it must have a consent in force again. */
  resume(actor: PersonActor, mentorshipId: string, input: { version: number }): Promise<Result>;
  /** The mentor who leaves stays in the history. Refuses as `checkJoining` does for the new one. */
  replaceMentor(actor: PersonActor, mentorshipId: string, input: ReplaceMentor): Promise<Result>;
}

/** The mentorship, when the actor may change it and nobody has meanwhile. */
async function open(tx: ScopedTx, mentorshipId: string, version: number): Promise<Result<ListedMentorship>> {
  const found = await loadMentorship(tx, mentorshipId);
  if (found === null) return refuse('mentorships.not_found');
  const standing = await standingOf(tx, found.organizationId);
  const answer = may(mentorshipsAccess, standing, 'mentorships.edit');
  if (answer !== true) return { ok: false, refusal: answer };
  if (found.version !== version) return refuse('mentorships.stale');
  return isOpen(found.state) ? accept(found) : refuse('mentorships.over');
}

export function createCommands({ db, clock, timeZone, bank, notify }: MentorshipsDeps): MentorshipCommands {
  const today = () => clock.today(timeZone);

  return {
    add: (actor, organizationId, input) =>
      db.withActor(actor, 'mentorships.add', async (tx) => {
        const answer = may(mentorshipsAccess, await standingOf(tx, organizationId), 'mentorships.edit');
        if (answer !== true) return { ok: false, refusal: answer } as const;
        return submitOnce(tx, input.submission, async () => {
          const { submission: _, isGroup, labourCode, mentorIds, menteeIds, ...facts } = input;
          const { programmeId } = facts;
          if (programmeId !== null) {
            const known = await listLabourCodeByProgramme(tx, organizationId, [programmeId]);
            if (!known.has(programmeId)) return refuse('mentorships.programme_not_found', {}, 'programmeId');
          }
          const joining = {
            ...facts,
            organizationId,
            mentorIds: [...new Set(mentorIds)],
            menteeIds: [...new Set(menteeIds)],
            isGroup: isGroup === 'on',
            labourCode: labourCode === 'on',
          };
          const checked = await checkJoining(tx, bank, joining);
          if (!checked.ok) return checked;
          const startsOn = facts.startsOn ?? today().toString();
          const [mentorshipId = ''] = await insertMentorshipRows(tx, [
            {
              ...joining,
              startsOn,
              schoolYear: schoolYearOf(Temporal.PlainDate.from(startsOn)),
              regime: findForm(facts.form)?.regime ?? 'pupils',
              source: 'hand',
            },
          ]);
          await insertMembers(
            tx,
            [
              ...joining.mentorIds.map((personId) => ({ personId, side: 'mentor' as const })),
              ...joining.menteeIds.map((personId) => ({ personId, side: 'mentee' as const })),
            ].map((one) => ({ ...one, organizationId, mentorshipId, startedOn: startsOn })),
          );
          await bank.keepInStep(tx, joining.menteeIds, false);
          await tellHomes(tx, notify, joining.mentorIds, today().toString());
          return accept({ mentorshipId, warnings: checked.value.warnings });
        });
      }),

    end: (actor, mentorshipId, input) =>
      db.withActor(actor, 'mentorships.end', async (tx) => {
        const found = await open(tx, mentorshipId, input.version);
        if (!found.ok) return found;
        const { startsOn, members } = found.value;
        if (startsOn !== null && input.endedOn < startsOn)
          return refuse('mentorships.before_start', {}, 'endedOn');
        if (input.endedOn > today().toString()) return refuse('mentorships.future', {}, 'endedOn');
        const saved = await endMentorshipRow(tx, found.value, {
          ...input,
          state: input.outcome,
          isCompleted: input.isCompleted === 'on',
        });
        if (!saved) return refuse('mentorships.stale');
        await endMembers(tx, mentorshipId, { on: input.endedOn, reason: '' });
        await bank.keepInStep(tx, presentIds(members, 'mentee'), input.goesOn === 'on');
        return accept();
      }),

    pause: (actor, mentorshipId, { version, reason }) =>
      db.withActor(actor, 'mentorships.pause', async (tx) => {
        const found = await open(tx, mentorshipId, version);
        if (!found.ok) return found;
        if (found.value.state === 'paused') return refuse('mentorships.paused');
        return (await setPaused(tx, found.value, reason)) ? accept() : refuse('mentorships.stale');
      }),

    resume: (actor, mentorshipId, { version }) =>
      db.withActor(actor, 'mentorships.resume', async (tx) => {
        const found = await open(tx, mentorshipId, version);
        if (!found.ok) return found;
        if (found.value.state !== 'paused') return refuse('mentorships.not_paused');
        // Members without a consent have no row here, so a side without anybody tells of one.
        const { members } = found.value;
        const isWhole = SIDES.every((side) => presentIds(members, side).length > 0);
        if (!isWhole) return refuse('consents.needed', { count: 1 });
        return (await setPaused(tx, found.value, null)) ? accept() : refuse('mentorships.stale');
      }),

    replaceMentor: (actor, mentorshipId, input) =>
      db.withActor(actor, 'mentorships.replace_mentor', async (tx) => {
        const found = await open(tx, mentorshipId, input.version);
        if (!found.ok) return found;
        const { organizationId, members, isGroup, labourCode, form } = found.value;
        const leaving = members.find(
          ({ id, side, endedOn }) => id === input.memberId && side === 'mentor' && endedOn === null,
        );
        if (leaving === undefined) return refuse('mentorships.member_not_found', {}, 'memberId');
        if (input.replacedOn > today().toString()) return refuse('mentorships.future', {}, 'replacedOn');
        if (leaving.startedOn !== null && input.replacedOn < leaving.startedOn) {
          return refuse('mentorships.before_start', {}, 'replacedOn');
        }
        if (presentIds(members, 'mentor').includes(input.mentorId)) {
          return refuse('mentorships.already', {}, 'mentorId');
        }
        const checked = await checkJoining(tx, bank, {
          organizationId,
          form,
          isGroup,
          labourCode,
          labourReason: input.labourReason,
          mentorIds: [input.mentorId],
          menteeIds: presentIds(members, 'mentee'),
        });
        if (!checked.ok) {
          const { field, ...refusal } = checked.refusal;
          return {
            ok: false,
            refusal: field === 'mentorIds' ? { ...refusal, field: 'mentorId' } : checked.refusal,
          };
        }
        if (!(await touchMentorship(tx, found.value, input.labourReason))) return refuse('mentorships.stale');
        await tellHomes(tx, notify, [input.mentorId], today().toString());
        // Who had agreed to the mentor that leaves is asked about the new one.
        if (isForming(found.value.state)) {
          await asConsequence(tx, 'another mentor is proposed', (inner) =>
            deleteAnswers(inner, [mentorshipId]),
          );
        }
        await endMembers(tx, mentorshipId, {
          memberId: leaving.id,
          on: input.replacedOn,
          reason: input.reason,
        });
        await insertMembers(tx, [
          {
            organizationId,
            mentorshipId,
            personId: input.mentorId,
            side: 'mentor',
            startedOn: input.replacedOn,
          },
        ]);
        return accept();
      }),
  };
}

function presentIds(members: readonly Member[], side: Member['side']): string[] {
  return members.filter((one) => one.side === side && one.endedOn === null).map(({ personId }) => personId);
}
