import { createAuth, type Auth } from '#src/platform/auth/create-auth.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Config } from '#src/platform/config.ts';
import type { Database } from '#src/platform/db/scope.ts';
import type { FileStore } from '#src/platform/files.ts';
import { jobs } from '#src/platform/jobs.ts';
import type { Log } from '#src/platform/log.ts';
import type { Mail } from '#src/platform/mail.ts';
import { createTasks, type Tasks } from '#src/platform/tasks/create-tasks.ts';
import { tasks } from '#src/platform/tasks/start.ts';
import { createAccounts, type Accounts } from '#src/features/accounts/service.server.ts';
import { bankActivities } from '#src/features/banks/activities.server.ts';
import {
  bankListSequel,
  createBanks,
  mentorshipBank,
  ownBankTasks,
  type Banks,
} from '#src/features/banks/service.server.ts';
import { consentActivities } from '#src/features/consents/activities.server.ts';
import { consentWork } from '#src/features/consents/jobs.server.ts';
import {
  consentTasks,
  createConsents,
  type Consents,
  type ConsentSequel,
} from '#src/features/consents/service.server.ts';
import { documentsTasks } from '#src/features/documents/jobs.server.ts';
import {
  createBulkPapers,
  createDocuments,
  listDraftKinds,
  papersToKnow,
  startDraft,
  type BulkPapers,
  type Documents,
} from '#src/features/documents/service.server.ts';
import { bankPapers } from '#src/features/banks/papers.server.ts';
import { wishPapers } from '#src/features/banks/papers.server/wishes.ts';
import { plainPapers } from '#src/features/documents/papers.server.ts';
import { surveyPapers } from '#src/features/surveys/papers.server.ts';
import { mentorshipPapers } from '#src/features/mentorships/papers.server.ts';
import type { PaperSource } from '#src/features/orgs/papers.server.ts';
import { mentorshipActivities } from '#src/features/mentorships/activities.server.ts';
import {
  createMentorships,
  ownProposals,
  pauseMentorshipsOf,
  type Mentorships,
} from '#src/features/mentorships/service.server.ts';
import { matchingTasks } from '#src/features/matching/jobs.server.ts';
import { createMatching, type Matching } from '#src/features/matching/service.server.ts';
import { surveyActivities } from '#src/features/surveys/activities.server.ts';
import { createSurveys, ownSurveys, type Surveys } from '#src/features/surveys/service.server.ts';
import { createNotices, giveToRoles, type Notices } from '#src/features/notices/service.server.ts';
import type { ActivitySource } from '#src/features/orgs/activities.server.ts';
import { createInstallation, type Installation } from '#src/features/orgs/service.server/installation.ts';
import { createOrgs, type Orgs } from '#src/features/orgs/service.server.ts';
import { peopleTasks } from '#src/features/people/jobs.server.ts';
import { createPeople, enterStaff, joinStaff, type People } from '#src/features/people/service.server.ts';
import { programmePapers } from '#src/features/programmes/papers.server.ts';
import { programmesActivities } from '#src/features/programmes/activities.server.ts';
import { createProgrammes, type Programmes } from '#src/features/programmes/service.server.ts';
import { roadmapTasks } from '#src/features/roadmap/jobs.server.ts';
import type { RoadmapDeps } from '#src/features/roadmap/service.server/context.ts';
import { closeByPapers } from '#src/features/roadmap/service.server/drafting.ts';
import { findPaperUses } from '#src/features/roadmap/service.server/paper-uses.ts';
import { createRoadmap, type RoadmapService } from '#src/features/roadmap/service.server/create-roadmap.ts';

/** What pages may ask the program to do; made here and nowhere else. */
export interface Services {
  readonly installation: Installation;
  readonly orgs: Orgs;
  readonly accounts: Accounts;
  readonly people: People;
  readonly consents: Consents;
  readonly programmes: Programmes;
  readonly mentorships: Mentorships;
  readonly banks: Banks;
  readonly matching: Matching;
  readonly surveys: Surveys;
  readonly documents: Documents;
  readonly bulkPapers: BulkPapers;
  readonly roadmap: RoadmapService;
  readonly notices: Notices;
  /** Long work of all rooms. */
  readonly tasks: Tasks;
}

/** What everything is made of: the ports to the world, opened by `main.ts` (or by a test). */
export interface Ports {
  readonly config: Pick<Config, 'publicUrl' | 'timeZone' | 'host' | 'backupHour' | 'backupKeep'>;
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly files: FileStore;
  readonly mail: Mail;
  /** The installation's secret. */
  readonly secret: string;
  /** Whether one click signs in as a persona of the demo. */
  readonly isDemo: boolean;
}

export interface Composed {
  readonly services: Services;
  readonly auth: Auth;
}

/** Where the plan's work is done and counted: one line a room. */
const activitySources: readonly ActivitySource[] = [
  programmesActivities,
  consentActivities,
  mentorshipActivities,
  bankActivities,
  surveyActivities,
];

/** What each room knows for papers of its kinds. */
export const paperSources: readonly PaperSource[] = [
  programmePapers,
  surveyPapers,
  mentorshipPapers,
  bankPapers,
  wishPapers,
  plainPapers,
];

/** What follows from the end of a consent in rooms below. */
const consentSequels: readonly ConsentSequel[] = [
  async (tx, { personId, purpose }) => {
    if (purpose === 'processing') await pauseMentorshipsOf(tx, personId, 'Отозвано согласие');
  },
];

/** Joins the rooms. Whoever calls it closes `auth` and the ports. */
export function compose(ports: Ports): Composed {
  const { db, clock, files, log } = ports;
  const { publicUrl, timeZone } = ports.config;
  const auth = createAuth({
    connection: db.connection,
    secret: ports.secret,
    publicUrl,
    appName: 'Наставник',
    clock,
    log,
  });
  const drafts = { sources: paperSources, clock, timeZone };
  const roadmapDeps: RoadmapDeps = {
    db,
    clock,
    files,
    tasks,
    timeZone,
    sources: activitySources,
    drafting: {
      listKinds: listDraftKinds,
      start: (tx, organizationId, input) => startDraft(tx, drafts, organizationId, input),
    },
  };
  const paperDeps: Parameters<typeof documentsTasks>[0] = {
    ...drafts,
    db,
    files,
    tasks,
    onRegistered: (tx, actor, papers) => closeByPapers(roadmapDeps, tx, actor, papers),
  };
  return {
    auth,
    services: {
      installation: createInstallation({
        db,
        jobs,
        publicUrl,
        host: ports.config.host,
        isMailConfigured: ports.mail.isConfigured,
        backupHour: ports.config.backupHour,
        backupKeep: ports.config.backupKeep,
        timeZone,
      }),
      orgs: createOrgs({ db, clock }),
      accounts: createAccounts({
        db,
        auth,
        clock,
        log,
        publicUrl,
        timeZone,
        isDemo: ports.isDemo,
        staff: { join: joinStaff, enter: enterStaff },
      }),
      people: createPeople({
        db,
        clock,
        timeZone,
        publicUrl,
        secret: ports.secret,
        attempts: auth.attempts,
        tasks,
        sequel: bankListSequel,
        // Rooms below add what waits for people on their own page.
        ownTasks: [consentTasks, ownProposals, ownSurveys, ownBankTasks, papersToKnow],
      }),
      consents: createConsents({
        db,
        clock,
        files,
        timeZone,
        tasks,
        sequels: consentSequels,
      }),
      programmes: createProgrammes({ db, clock, timeZone }),
      mentorships: createMentorships({ db, clock, timeZone, bank: mentorshipBank, notify: giveToRoles }),
      banks: createBanks({
        db,
        clock,
        timeZone,
        files,
        secret: ports.secret,
        publicUrl,
        attempts: auth.attempts,
        notify: giveToRoles,
      }),
      matching: createMatching({ db, clock, timeZone, tasks, bank: mentorshipBank }, giveToRoles),
      surveys: createSurveys({ db, clock, timeZone }),
      documents: createDocuments({ ...paperDeps, findUses: findPaperUses }),
      bulkPapers: createBulkPapers(paperDeps),
      roadmap: createRoadmap(roadmapDeps),
      notices: createNotices({
        db,
        clock,
        mail: ports.mail,
        publicUrl,
        timeZone,
        emailOf: async (accountId) => (await auth.findAccount(accountId))?.email ?? null,
      }),
      tasks: createTasks({
        db,
        log,
        files,
        kinds: [
          ...consentWork({ db, files, sequels: consentSequels }),
          ...peopleTasks({ clock, timeZone, sequel: bankListSequel }),
          ...matchingTasks({ clock, timeZone }),
          ...documentsTasks(paperDeps),
          ...roadmapTasks(roadmapDeps),
        ],
      }),
    },
  };
}
