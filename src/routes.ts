import { index, route, type RouteConfig } from '@react-router/dev/routes';

/**
 * Every page of the site, in one list: the path that people see, and the file that answers it.
 */
const pages: RouteConfig = [
  index('features/roadmap/pages/today.tsx'),
  route('plan', 'features/roadmap/pages/plan.tsx'),
  route('plan/timeline', 'features/roadmap/pages/timeline.tsx'),
  route('plan/calendar', 'features/roadmap/pages/calendar.tsx'),
  route('plan/people', 'features/roadmap/pages/by-responsible.tsx'),
  route('plan/past', 'features/roadmap/pages/past.tsx'),
  route('plan/activities/:activityId', 'features/roadmap/pages/activity.tsx'),
  route('roadmaps/:roadmapId/report', 'features/roadmap/pages/report.tsx'),
  route('roadmaps/:roadmapId/report/:format', 'features/roadmap/pages/report-file.ts'),
  route('roadmaps/:roadmapId/print', 'features/roadmap/pages/print.tsx'),
  route('roadmaps/:roadmapId/print/:format', 'features/roadmap/pages/print-file.ts'),

  route('about', 'web/pages/about.tsx'),
  route('tasks/:taskId', 'web/pages/task.tsx'),

  route('setup', 'features/accounts/pages/setup.tsx'),
  route('signin', 'features/accounts/pages/signin.tsx'),
  route('signin/code', 'features/accounts/pages/signin-code.tsx'),
  route('signout', 'features/accounts/pages/signout.ts'),
  route('reset', 'features/accounts/pages/reset.tsx'),
  route('invite/:code', 'features/accounts/pages/invite.tsx'),

  route('roadmaps', 'features/roadmap/pages/roadmaps.tsx'),
  route('roadmaps/new', 'features/roadmap/pages/begin.tsx'),
  route('roadmaps/:id', 'features/roadmap/pages/roadmap.tsx'),
  route('roadmaps/:id/review', 'features/roadmap/pages/review.tsx'),
  route('roadmaps/:id/rows/:rowId', 'features/roadmap/pages/row.tsx'),
  route('roadmaps/:id/header', 'features/roadmap/pages/header.tsx'),
  route('roadmaps/:id/responsibles', 'features/roadmap/pages/responsibles.tsx'),
  route('roadmaps/:id/dates', 'features/roadmap/pages/dates.tsx'),
  route('roadmaps/:id/approve', 'features/roadmap/pages/approve.tsx'),
  route('roadmaps/:id/next-year', 'features/roadmap/pages/next-year.tsx'),

  route('people', 'features/people/pages/people.tsx'),
  route('people/new', 'features/people/pages/new-person.tsx'),
  route('people/import', 'features/people/pages/import.tsx'),
  route('people/export', 'features/people/pages/export.ts'),
  route('people/teams', 'features/people/pages/teams.tsx'),
  route('people/teams/new', 'features/people/pages/new-team.tsx'),
  route('people/teams/:teamId', 'features/people/pages/team.tsx'),
  route('people/classes', 'features/people/pages/classes.tsx'),
  route('people/classes/next-year', 'features/people/pages/next-year.tsx'),
  route('people/classes/:classId', 'features/people/pages/class.tsx'),
  route('people/partners', 'features/people/pages/partners.tsx'),
  route('people/partners/new', 'features/people/pages/new-partner.tsx'),
  route('people/partners/:partnerId', 'features/people/pages/partner.tsx'),
  route('people/codes', 'features/people/pages/codes.tsx'),
  route('people/:personId', 'features/people/pages/person.tsx'),
  route('people/:personId/edit', 'features/people/pages/edit-person.tsx'),
  route('people/:personId/guardians', 'features/people/pages/guardians.tsx'),
  route('people/:personId/access', 'features/people/pages/access.tsx'),

  route('programmes', 'features/programmes/pages/programmes.tsx'),
  route('programmes/new', 'features/programmes/pages/new-programme.tsx'),
  route('programmes/agreements', 'features/programmes/pages/agreements.tsx'),
  route('programmes/agreements/new', 'features/programmes/pages/new-agreement.tsx'),
  route('programmes/agreements/:agreementId', 'features/programmes/pages/agreement.tsx'),
  route('programmes/:programmeId', 'features/programmes/pages/programme.tsx'),
  route('programmes/:programmeId/edit', 'features/programmes/pages/edit-programme.tsx'),

  // For people themselves: without the rooms of the staff.
  route('code', 'features/people/pages/enter-code.tsx'),
  route('code/:code', 'features/people/pages/code-link.ts'),
  route('my', 'features/people/pages/my.tsx'),
  route('my/leave', 'features/people/pages/leave-code.ts'),

  route('mentorships', 'features/mentorships/pages/mentorships.tsx'),
  route('mentorships/new', 'features/mentorships/pages/new-mentorship.tsx'),
  route('mentorships/:mentorshipId', 'features/mentorships/pages/mentorship.tsx'),

  route('banks/mentees', 'features/banks/pages/mentees.tsx'),
  route('banks/mentees/new', 'features/banks/pages/new-request.tsx'),
  route('banks/mentees/export', 'features/banks/pages/export-mentees.ts'),
  route('banks/mentees/:personId', 'features/banks/pages/mentee.tsx'),
  route('banks/mentors', 'features/banks/pages/mentors.tsx'),
  route('banks/mentors/new', 'features/banks/pages/new-offer.tsx'),
  route('banks/mentors/export', 'features/banks/pages/export-mentors.ts'),
  route('banks/mentors/:personId', 'features/banks/pages/mentor.tsx'),
  route('banks/admission', 'features/banks/pages/admission.tsx'),
  route('banks/tags', 'features/banks/pages/tags.tsx'),
  route('my/offer', 'features/banks/pages/own-offer.tsx'),
  route('my/request', 'features/banks/pages/own-request.tsx'),

  route('documents', 'features/documents/pages/papers.tsx'),
  route('documents/new', 'features/documents/pages/new-paper.tsx'),
  route('documents/many', 'features/documents/pages/many.tsx'),
  route('documents/export', 'features/documents/pages/export.ts'),
  route('documents/:paperId', 'features/documents/pages/paper.tsx'),
  route('files/:fileId', 'features/documents/pages/file.ts'),

  route('account', 'features/accounts/pages/account.tsx'),
  route('account/second-factor', 'features/accounts/pages/second-factor.tsx'),
  route('accounts', 'features/accounts/pages/accounts.tsx'),
  route('accounts/new', 'features/accounts/pages/new-account.tsx'),
  route('accounts/:accountId', 'features/accounts/pages/person-access.tsx'),
  route('organization', 'features/orgs/pages/organization.tsx'),
  route('organization/edit', 'features/orgs/pages/edit-organization.tsx'),
  route('organization/days', 'features/orgs/pages/days.tsx'),
  route('organizations', 'features/orgs/pages/organizations.tsx'),

  route('settings', 'features/orgs/pages/settings.tsx'),

  route('notices', 'features/notices/pages/notices.tsx'),
  route('calendar/:file', 'features/notices/pages/feed.ts'),

  // Frame of the site: small forms that every page carries.
  route('frame/organization', 'web/pages/choose-organization.ts'),
  route('frame/appearance', 'web/pages/choose-appearance.ts'),

  route('*', 'web/pages/not-found.tsx'),
];

export default pages;
