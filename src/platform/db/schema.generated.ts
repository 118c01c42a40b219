// Written by tools/db-types.ts from a migrated database; run «npm run db:types» after changing db/migrations.
import type { Generated, GeneratedAlways } from 'kysely';
import type { GeneratedJsonb, NullableJsonb } from './json.ts';

export interface Activities {
  id: Generated<string>;
  organization_id: string;
  roadmap_id: string;
  section_id: string;
  position: number;
  number: Generated<string>;
  title: string;
  sub_points: GeneratedJsonb;
  deadline_text: Generated<string>;
  meaning: NullableJsonb;
  meaning_by: Generated<string>;
  responsible_text: Generated<string>;
  result_text: Generated<string>;
  activities_text: Generated<string>;
  is_group: Generated<boolean>;
  parent_id: string | null;
  source: NullableJsonb;
  confidence: Generated<string>;
  flags: GeneratedJsonb;
  reviewed_at: Temporal.Instant | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface ActivityComments {
  id: Generated<string>;
  organization_id: string;
  activity_id: string;
  text: string;
  author_id: string | null;
  created_at: Generated<Temporal.Instant>;
}

export interface ActivityEvidence {
  id: Generated<string>;
  organization_id: string;
  activity_id: string;
  occurrence_id: string | null;
  part_id: string | null;
  kind: string;
  paper_id: string | null;
  file_id: string | null;
  url: string | null;
  note: Generated<string>;
  happened_on: Temporal.PlainDate | null;
  added_by: string | null;
  created_at: Generated<Temporal.Instant>;
  withdrawn_at: Temporal.Instant | null;
}

export interface ActivityOccurrences {
  id: Generated<string>;
  organization_id: string;
  roadmap_id: string;
  activity_id: string;
  starts_on: Temporal.PlainDate | null;
  due_on: Temporal.PlainDate | null;
  planned_due_on: Temporal.PlainDate | null;
  state: Generated<'planned' | 'in_progress' | 'done' | 'done_in_part' | 'not_done' | 'moved'>;
  reason: Generated<string>;
  fact: Generated<string>;
  done_on: Temporal.PlainDate | null;
  closed_at: Temporal.Instant | null;
  closed_by: string | null;
  version: Generated<number>;
}

export interface ActivityParts {
  id: Generated<string>;
  organization_id: string;
  activity_id: string;
  position: number;
  title: Generated<string>;
  kind: string | null;
  kind_by: Generated<string>;
  target: number | null;
}

export interface ActivityResponsibles {
  id: Generated<string>;
  organization_id: string;
  activity_id: string;
  position: number;
  words: string;
  person_id: string | null;
  team_id: string | null;
  post: string | null;
}

export interface ActivitySteps {
  id: Generated<string>;
  organization_id: string;
  occurrence_id: string;
  part_id: string;
  state: Generated<'planned' | 'in_progress' | 'done' | 'done_in_part' | 'not_done' | 'moved'>;
  progress: number | null;
  reason: Generated<string>;
  fact: Generated<string>;
  closed_at: Temporal.Instant | null;
  closed_by: string | null;
  version: Generated<number>;
}

export interface AuditRows {
  id: GeneratedAlways<number>;
  at: Generated<Temporal.Instant>;
  actor_id: string | null;
  system_reason: string | null;
  command: string | null;
  request_id: string | null;
  organization_id: string | null;
  table_name: string | null;
  row_id: string | null;
  account_id: string | null;
  operation: string;
  before: NullableJsonb;
  after: NullableJsonb;
}

export interface BackupRuns {
  id: GeneratedAlways<number>;
  started_at: Temporal.Instant;
  finished_at: Temporal.Instant;
  file: string | null;
  bytes: number | null;
  error: string | null;
}

export interface Files {
  id: Generated<string>;
  organization_id: string;
  name: string;
  media_type: string;
  size_bytes: number;
  sha256: string;
  uploaded_by: string | null;
  created_at: Generated<Temporal.Instant>;
}

export interface NoticeSettings {
  organization_id: string;
  account_id: string;
  by_email: Generated<boolean>;
  weekly_digest: Generated<boolean>;
  day_before: Generated<boolean>;
  overdue: Generated<boolean>;
}

export interface Notices {
  id: Generated<string>;
  organization_id: string;
  account_id: string;
  kind: string;
  subject_id: string | null;
  day: Temporal.PlainDate;
  text: string;
  path: Generated<string>;
  read_at: Temporal.Instant | null;
  sent_at: Temporal.Instant | null;
  created_at: Generated<Temporal.Instant>;
}

export interface OrganizationDays {
  organization_id: string;
  day: Temporal.PlainDate;
  is_working: boolean;
  note: Generated<string>;
}

export interface Organizations {
  id: Generated<string>;
  parent_id: string | null;
  kind: 'region' | 'municipality' | 'school' | 'kindergarten' | 'college' | 'additional_education' | 'partner';
  full_name: string;
  short_name: string;
  inn: string | null;
  address: Generated<string>;
  director_name: Generated<string>;
  director_post: Generated<string>;
  city: Generated<string>;
  school_week: Generated<number>;
  time_zone: Generated<string>;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface Papers {
  id: Generated<string>;
  organization_id: string;
  kind: string;
  direction: Generated<string>;
  number: Generated<string>;
  issued_on: Temporal.PlainDate | null;
  title: string;
  issuer: Generated<string>;
  note: Generated<string>;
  state: Generated<'draft' | 'registered' | 'replaced' | 'cancelled'>;
  state_reason: Generated<string>;
  replaced_by: string | null;
  file_id: string | null;
  school_year: number | null;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface People {
  id: Generated<string>;
  organization_id: string;
  family_name: string;
  given_name: Generated<string>;
  patronymic: Generated<string>;
  email: Generated<string>;
  phone: Generated<string>;
  account_id: string | null;
  feed_token_hash: string | null;
  left_on: Temporal.PlainDate | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface ResponsibleMeanings {
  organization_id: string;
  words: string;
  person_id: string | null;
  team_id: string | null;
  post: string | null;
}

export interface RoadmapSections {
  id: Generated<string>;
  organization_id: string;
  roadmap_id: string;
  position: number;
  number: Generated<string>;
  title: Generated<string>;
}

export interface Roadmaps {
  id: Generated<string>;
  organization_id: string;
  title: string;
  period_start: Temporal.PlainDate | null;
  period_end: Temporal.PlainDate | null;
  period_words: Generated<string>;
  state: Generated<'review' | 'draft' | 'approved' | 'closed'>;
  origin: string;
  source_file_id: string | null;
  source_name: Generated<string>;
  source_text: Generated<string>;
  template_id: string | null;
  previous_id: string | null;
  layout: string;
  organization_words: Generated<string>;
  aim: Generated<string>;
  tasks: GeneratedJsonb;
  stamps: GeneratedJsonb;
  flags: GeneratedJsonb;
  approved_on: Temporal.PlainDate | null;
  approval_number: Generated<string>;
  approval_paper_id: string | null;
  shift: Generated<string>;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface RoleAssignments {
  id: Generated<string>;
  organization_id: string;
  account_id: string;
  role: 'director' | 'curator' | 'team' | 'psychologist' | 'class_teacher' | 'mentor' | 'mentee' | 'guardian' | 'municipal' | 'regional' | 'administrator';
  granted_on: Generated<Temporal.PlainDate>;
  ended_at: Temporal.Instant | null;
  ended_reason: string | null;
  created_at: Generated<Temporal.Instant>;
}

export interface StaffPosts {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  post: string;
  is_main: Generated<boolean>;
  started_on: Temporal.PlainDate | null;
  ended_on: Temporal.PlainDate | null;
}

export interface Submissions {
  id: string;
  actor_id: Generated<string>;
  command: string;
  at: Generated<Temporal.Instant>;
  result: NullableJsonb;
}

export interface TeamMembers {
  organization_id: string;
  team_id: string;
  person_id: string;
  duty: Generated<string>;
}

export interface Teams {
  id: Generated<string>;
  organization_id: string;
  school_year: number;
  name: string;
  kind: Generated<string>;
  version: Generated<number>;
  created_at: Generated<Temporal.Instant>;
}

export interface AuthAccount {
  id: string;
  issuer: string;
  accountId: string;
  providerId: string;
  userId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: Temporal.Instant | null;
  refreshTokenExpiresAt: Temporal.Instant | null;
  scope: string | null;
  password: string | null;
  createdAt: Generated<Temporal.Instant>;
  updatedAt: Generated<Temporal.Instant>;
}

export interface AuthAttempt {
  key: string;
  count: number;
  window_start: Temporal.Instant;
}

export interface AuthOneTimeCode {
  id: Generated<string>;
  user_id: string;
  purpose: string;
  hash: string;
  drops_two_factor: Generated<boolean>;
  issued_by: string | null;
  issued_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  tries_left: Generated<number>;
  used_at: Temporal.Instant | null;
  revoked_at: Temporal.Instant | null;
}

export interface AuthSession {
  id: string;
  userId: string;
  token: string;
  expiresAt: Temporal.Instant;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: Generated<Temporal.Instant>;
  updatedAt: Generated<Temporal.Instant>;
}

export interface AuthTwoFactor {
  id: string;
  userId: string;
  secret: string;
  backupCodes: string;
  verified: Generated<boolean>;
  failedVerificationCount: Generated<number>;
  lockedUntil: Temporal.Instant | null;
}

export interface AuthUser {
  id: string;
  name: string;
  email: string;
  emailVerified: Generated<boolean>;
  image: string | null;
  username: string | null;
  displayUsername: string | null;
  twoFactorEnabled: Generated<boolean>;
  createdAt: Generated<Temporal.Instant>;
  updatedAt: Generated<Temporal.Instant>;
}

export interface AuthVerification {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Temporal.Instant;
  createdAt: Generated<Temporal.Instant>;
  updatedAt: Generated<Temporal.Instant>;
}

export interface Schema {
  activities: Activities;
  activity_comments: ActivityComments;
  activity_evidence: ActivityEvidence;
  activity_occurrences: ActivityOccurrences;
  activity_parts: ActivityParts;
  activity_responsibles: ActivityResponsibles;
  activity_steps: ActivitySteps;
  audit_rows: AuditRows;
  backup_runs: BackupRuns;
  files: Files;
  notice_settings: NoticeSettings;
  notices: Notices;
  organization_days: OrganizationDays;
  organizations: Organizations;
  papers: Papers;
  people: People;
  responsible_meanings: ResponsibleMeanings;
  roadmap_sections: RoadmapSections;
  roadmaps: Roadmaps;
  role_assignments: RoleAssignments;
  staff_posts: StaffPosts;
  submissions: Submissions;
  team_members: TeamMembers;
  teams: Teams;
  'auth.account': AuthAccount;
  'auth.attempt': AuthAttempt;
  'auth.one_time_code': AuthOneTimeCode;
  'auth.session': AuthSession;
  'auth.twoFactor': AuthTwoFactor;
  'auth.user': AuthUser;
  'auth.verification': AuthVerification;
}
