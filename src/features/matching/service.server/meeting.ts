import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { renderPaper, type Printed, type PrintFormat } from '#src/platform/render/paper-file.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { listMatchable } from '#src/features/banks/service.server.ts';
import { meetingListPaper } from '#src/features/matching/papers/meeting-list.ts';
import { meetingSections, type MeetingSection } from '#src/features/matching/rules/meeting.ts';
import { admit, type MatchingDeps } from '#src/features/matching/service.server/deps.ts';

export interface Meetings {
  /** Whom to ask to the group meeting before matching: admitted mentors and waiting mentees, by form; of one form when it is named. */
  meeting(
    actor: PersonActor,
    organizationId: string,
    form: string | null,
  ): Promise<Result<{ readonly schoolName: string; readonly sections: readonly MeetingSection[] }>>;
  /** The same as a file with room for marks of presence and wishes. Refuses with `matching.nobody_to_meet`. */
  printMeeting(
    actor: PersonActor,
    organizationId: string,
    form: string | null,
    format: PrintFormat,
  ): Promise<Result<Printed>>;
}

export function createMeetings({ db }: MatchingDeps): Meetings {
  const meeting: Meetings['meeting'] = (actor, organizationId, form) =>
    db.withActor(actor, 'matching.meeting', async (tx) => {
      const admitted = await admit(tx, organizationId, 'matching.view');
      if (!admitted.ok) return admitted;
      return accept({
        schoolName: (await readOrganization(tx, organizationId))?.fullName ?? '',
        sections: meetingSections(await listMatchable(tx, organizationId), form),
      });
    });
  return {
    meeting,
    printMeeting: async (actor, organizationId, form, format) => {
      const found = await meeting(actor, organizationId, form);
      if (!found.ok) return found;
      if (found.value.sections.length === 0) return refuse('matching.nobody_to_meet');
      return accept(await renderPaper(meetingListPaper(found.value), format, 'Групповая встреча – список'));
    },
  };
}
