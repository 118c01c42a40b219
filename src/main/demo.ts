import { accept, refuse, type Result } from '#src/lib/result.ts';
import { systemClock, type Clock } from '#src/platform/clock.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { findOrganizationsCalled, isAnyOrganization } from '#src/features/orgs/service.server.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import {
  createNumbering,
  demoYearOf,
  earlierOf,
  workingDayNear,
  type DemoYear,
} from '#src/main/demo/calendar.ts';
import { openCall } from '#src/main/demo/calls.ts';
import { closeLastYear, registerOrders } from '#src/main/demo/last-year.ts';
import { approvalOn, approveReviewed, leaveInReview } from '#src/main/demo/roadmaps.ts';
import { preparePapers } from '#src/main/demo/papers.ts';
import { bringParticipants } from '#src/main/demo/participants.ts';
import { addStaff, type DemoStaff } from '#src/main/demo/staff.ts';
import { askParticipants } from '#src/main/demo/surveys.ts';
import {
  DEMO_INN,
  foundTown,
  markComplete,
  type DemoInstallation,
  type DemoTown,
} from '#src/main/demo/town.ts';
import type { DemoMark } from '#src/main/demo/unfinished.ts';
import { workThrough } from '#src/main/demo/work.ts';

/**
 * Fills an empty database with an invented town: a region, a municipality and a school in the middle of its year, all
 * of it entered by the people who play in it through the same commands as the site uses. A database that holds the
 * whole demo already is left as it is. Refused: any other data (`demo.not_empty`). `mark` is told when it begins and ends.
 */
export async function fillDemo(
  installation: DemoInstallation,
  clock: Clock = systemClock,
  mark?: DemoMark,
): Promise<Result> {
  const found = await installation.db.asSystem('demo', 'demo.look', async (tx) => {
    const [school] = await findOrganizationsCalled(tx, DEMO_INN);
    return { isFilled: school !== undefined, isEmpty: !(await isAnyOrganization(tx)) };
  });
  if (found.isFilled) return accept();
  if (!found.isEmpty) return refuse('demo.not_empty');
  await mark?.begin();
  const year = demoYearOf(clock.today(installation.config.timeZone));
  const town = await foundTown(installation);
  const staff = await addStaff(installation, town, year.start);
  await bringParticipants(installation, town, {
    organizationId: town.schoolId,
    start: year.start,
    today: year.today,
    staffIds: staff.school.idByFamilyName,
  });
  await openCall(installation, town, year.today);
  await askParticipants(installation, town, { organizationId: town.schoolId, today: year.today });
  await liveAtSchool(installation, town, staff.school, year);
  await liveAtMunicipality(installation, town, staff.municipality, year);
  await installation.services.notices.giveDaily();
  await preparePapers(installation, town, town.schoolId);
  await markComplete(installation, town);
  await mark?.end();
  return accept();
}

/** Accounts by the ids that rows of a plan name: a person's own, or that of a member who speaks for a team. */
function actorsById(town: DemoTown, staff: DemoStaff): ReadonlyMap<string, PersonActor> {
  const actors = new Map<string, PersonActor>();
  for (const [key, personId] of staff.personIds) actors.set(personId, town.actor(key));
  const speakers = { organizers: 'deputy', classTeachers: 'classTeacher', mentors: 'methodist' };
  for (const [team, key] of Object.entries(speakers)) {
    const teamId = staff.teamIds.get(team);
    if (teamId !== undefined) actors.set(teamId, town.actor(key));
  }
  return actors;
}

async function liveAtSchool(
  { services }: DemoInstallation,
  town: DemoTown,
  staff: DemoStaff,
  { start, today }: DemoYear,
): Promise<void> {
  const organizationId = town.schoolId;
  const keeper = town.actor('curator');
  const approver = town.actor('director');
  const numbering = createNumbering('од');
  const registrar = { services, organizationId, keeper, numbering };
  const roles = { reviewer: keeper, approver };
  const before = start - 1;

  const lastYear = accepted(
    await services.roadmap.beginFromTemplate(keeper, {
      organizationId,
      templateId: 'school-year',
      startYear: before,
    }),
    "begin last year's roadmap",
  );
  await registerOrders(registrar, 'lastYear', before, today);
  await approveReviewed(
    services.roadmap,
    roles,
    lastYear.roadmapId,
    { personIds: staff.personIds, teamIds: staff.lastYearTeamIds },
    approvalOn(numbering, workingDayNear(`${before}-09-05`, 0, 'next')),
  );
  await closeLastYear(registrar, lastYear.roadmapId);

  const thisYear = accepted(
    await services.roadmap.beginFromLastYear(keeper, lastYear.roadmapId, { startYear: start }),
    "begin this year's roadmap",
  );
  await registerOrders(registrar, 'thisYear', start, today);
  await approveReviewed(
    services.roadmap,
    roles,
    thisYear.roadmapId,
    staff,
    approvalOn(numbering, earlierOf(today, workingDayNear(`${start}-09-03`, 0, 'next'))),
  );
  const actors = actorsById(town, staff);
  await workThrough({
    services,
    organizationId,
    roadmapId: thisYear.roadmapId,
    keeper,
    numbering,
    startYear: start,
    today,
    actorOf: ({ personId, teamId }) => actors.get(personId ?? teamId ?? ''),
  });
  await leaveInReview(services.roadmap, keeper, organizationId, start);
}

async function liveAtMunicipality(
  { services }: DemoInstallation,
  town: DemoTown,
  staff: DemoStaff,
  { start, today }: DemoYear,
): Promise<void> {
  const organizationId = town.municipalityId;
  const keeper = town.actor('municipal');
  const numbering = createNumbering('д');
  const { roadmapId } = accepted(
    await services.roadmap.beginFromTemplate(keeper, {
      organizationId,
      templateId: 'municipality',
      startYear: start,
    }),
    "begin the municipality's roadmap",
  );
  await approveReviewed(
    services.roadmap,
    { reviewer: keeper, approver: town.actor('head') },
    roadmapId,
    staff,
    approvalOn(numbering, earlierOf(today, workingDayNear(`${start}-09-02`, 0, 'next'))),
  );
  const actors = actorsById(town, staff);
  await workThrough({
    services,
    organizationId,
    roadmapId,
    keeper,
    numbering,
    startYear: start,
    today,
    actorOf: ({ personId, teamId }) => actors.get(personId ?? teamId ?? ''),
  });
}
