// Written by tools/db-types.ts from a migrated database; run «npm run db:types» after changing db/migrations.
import type { Generated, GeneratedAlways } from 'kysely';
import type { GeneratedJsonb, Jsonb, NullableJsonb } from './json.ts';

export interface Absences {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  kind: string;
  starts_on: Temporal.PlainDate;
  ends_on: Temporal.PlainDate | null;
  reason: Generated<string>;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

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

export interface AdmissionChecks {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  check_key: string;
  outcome: string;
  checked_on: Temporal.PlainDate;
  valid_until: Temporal.PlainDate | null;
  hours: string | null;
  note: Generated<string>;
  file_id: string | null;
  entered_by: string | null;
  created_at: Generated<Temporal.Instant>;
  withdrawn_at: Temporal.Instant | null;
}

export interface Agreements {
  id: Generated<string>;
  organization_id: string;
  partner_id: string;
  programme_id: string | null;
  number: Generated<string>;
  signed_on: Temporal.PlainDate | null;
  ends_on: Temporal.PlainDate | null;
  subject: Generated<string>;
  paper_id: string | null;
  file_id: string | null;
  ended_on: Temporal.PlainDate | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface AnonymousAnswers {
  id: Generated<string>;
  organization_id: string;
  wave_id: string;
  respondent_key: string;
  class_label: Generated<string>;
  side: string | null;
  form: string | null;
  answers: GeneratedJsonb;
  channel: Generated<string>;
  is_complete: Generated<boolean>;
}

export interface AnswerReasons {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  mentorship_id: string | null;
  declined_pair_id: string | null;
  reason: string;
}

export interface Applications {
  id: Generated<string>;
  organization_id: string;
  call_id: string;
  answers: NullableJsonb;
  consent_version: number;
  state: Generated<string>;
  person_id: string | null;
  decline_reason: Generated<string>;
  received_at: Generated<Temporal.Instant>;
  settled_at: Temporal.Instant | null;
  settled_by: string | null;
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

export interface CandidateCalls {
  id: Generated<string>;
  organization_id: string;
  side: string;
  title: string;
  invitation: Generated<string>;
  forms: Generated<string[]>;
  kinds: Generated<string[]>;
  token_hash: string;
  opens_on: Temporal.PlainDate;
  closes_on: Temporal.PlainDate;
  closed_at: Temporal.Instant | null;
  answer_limit: Generated<number>;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface ClassMembers {
  organization_id: string;
  class_id: string;
  person_id: string;
  joined_on: Temporal.PlainDate | null;
  left_on: Temporal.PlainDate | null;
}

export interface Classes {
  id: Generated<string>;
  organization_id: string;
  school_year: number;
  grade: number;
  letter: Generated<string>;
  teacher_id: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface ConsentSettings {
  organization_id: string;
  teen_signers: Generated<string>;
  version: Generated<number>;
}

export interface ConsentTexts {
  id: Generated<string>;
  organization_id: string;
  purpose: string;
  number: number;
  origin: string;
  title: string;
  body: string;
  guardian_body: string;
  digest: string;
  months: number | null;
  retired_at: Temporal.Instant | null;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
}

export interface Consents {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  purpose: string;
  text_id: string;
  signer: string;
  guardian_id: string | null;
  signer_name: Generated<string>;
  channel: string;
  signed_on: Temporal.PlainDate;
  valid_until: Temporal.PlainDate | null;
  file_id: string | null;
  basis: Generated<string>;
  proof: NullableJsonb;
  withdrawn_on: Temporal.PlainDate | null;
  withdrawn_at: Temporal.Instant | null;
  withdrawn_by: string | null;
  withdrawal_reason: Generated<string>;
  withdrawal_file_id: string | null;
  entered_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface DeclinedPairs {
  id: Generated<string>;
  organization_id: string;
  school_year: number;
  mentor_id: string;
  mentee_id: string;
  declined_by: string;
  declined_on: Temporal.PlainDate;
}

export interface Destructions {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  consent_id: string | null;
  cause: string;
  begun_on: Temporal.PlainDate;
  due_on: Temporal.PlainDate;
  state: Generated<string>;
  done_at: Temporal.Instant | null;
  done_by: string | null;
  log: GeneratedJsonb;
  act_number: Generated<string>;
  note: Generated<string>;
  version: Generated<number>;
}

export interface DistinctPeople {
  organization_id: string;
  one_id: string;
  other_id: string;
  decided_by: string | null;
  decided_at: Generated<Temporal.Instant>;
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
  is_personal: Generated<boolean>;
}

export interface Guardianships {
  organization_id: string;
  guardian_id: string;
  child_id: string;
  relation: Generated<string>;
  created_at: Generated<Temporal.Instant>;
}

export interface GuestMentors {
  organization_id: string;
  person_id: string;
  home_organization_id: string;
  home_person_id: string;
  taken_on: Generated<Temporal.PlainDate>;
}

export interface Incidents {
  id: Generated<string>;
  organization_id: string;
  title: string;
  happened_at: Temporal.Instant | null;
  discovered_at: Temporal.Instant;
  account_id: string | null;
  window_start: Temporal.Instant | null;
  window_end: Temporal.Instant | null;
  supposed_cause: Generated<string>;
  supposed_harm: Generated<string>;
  measures: Generated<string>;
  findings: Generated<string>;
  first_notice_at: Temporal.Instant | null;
  second_notice_at: Temporal.Instant | null;
  closed_at: Temporal.Instant | null;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface MatchingDrafts {
  id: Generated<string>;
  organization_id: string;
  programme_id: string | null;
  school_year: number;
  title: string;
  settings: Jsonb;
  age_from: number | null;
  age_to: number | null;
  taken_on: Temporal.PlainDate;
  outcome: NullableJsonb;
  certificate: NullableJsonb;
  state: Generated<string>;
  approved_at: Temporal.Instant | null;
  approved_by: string | null;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface MatchingMarks {
  organization_id: string;
  draft_id: string;
  mentee_id: string;
  mentor_id: string;
  kind: string;
}

export interface MatchingPeople {
  organization_id: string;
  draft_id: string;
  person_id: string;
  side: string;
  facts: Jsonb;
  mentor_id: string | null;
  pair: NullableJsonb;
  mentorship_id: string | null;
}

export interface MatchingRelations {
  organization_id: string;
  draft_id: string;
  mentee_id: string;
  mentor_id: string;
  kind: string;
  rank: number | null;
}

export interface MatchingSteps {
  organization_id: string;
  draft_id: string;
  number: number;
  kind: string;
  change: Jsonb;
  made_by: string | null;
  made_at: Generated<Temporal.Instant>;
  undone: Generated<boolean>;
}

export interface MenteeRequests {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  entered_on: Temporal.PlainDate;
  main_request: string;
  wishes: Generated<string>;
  urgency: Generated<number>;
  times: GeneratedJsonb;
  places: Generated<string[]>;
  languages: Generated<string[]>;
  forms: Generated<string[]>;
  state: Generated<string>;
  supporter_id: string | null;
  source: string;
  ended_on: Temporal.PlainDate | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
  fitting_mentors: Generated<number>;
}

export interface MentorOffers {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  entered_on: Temporal.PlainDate;
  achievements: Generated<string>;
  age_from: number | null;
  age_to: number | null;
  age_words: Generated<string>;
  hours_a_month: number | null;
  time_words: Generated<string>;
  times: GeneratedJsonb;
  places: Generated<string[]>;
  languages: Generated<string[]>;
  forms: Generated<string[]>;
  mentee_limit: Generated<number>;
  note: Generated<string>;
  source: string;
  ended_on: Temporal.PlainDate | null;
  end_reason: Generated<string>;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface MentorshipAnswers {
  id: Generated<string>;
  organization_id: string;
  mentorship_id: string;
  person_id: string;
  answer: string;
  answered_by: string;
  channel: string;
  answered_on: Temporal.PlainDate;
  entered_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface MentorshipMembers {
  id: Generated<string>;
  organization_id: string;
  mentorship_id: string;
  person_id: string;
  side: string;
  started_on: Temporal.PlainDate | null;
  ended_on: Temporal.PlainDate | null;
  end_reason: Generated<string>;
}

export interface MentorshipSteps {
  id: Generated<string>;
  organization_id: string;
  mentorship_id: string;
  state: string;
  stepped_on: Temporal.PlainDate;
  entered_by: string | null;
  created_at: Generated<Temporal.Instant>;
}

export interface Mentorships {
  id: Generated<string>;
  organization_id: string;
  programme_id: string | null;
  school_year: number;
  form: string;
  role_model: Generated<string>;
  is_group: Generated<boolean>;
  regime: string;
  labour_code: Generated<boolean>;
  state: Generated<string>;
  starts_on: Temporal.PlainDate | null;
  due_on: Temporal.PlainDate | null;
  ended_on: Temporal.PlainDate | null;
  end_reason_key: Generated<string>;
  end_reason: Generated<string>;
  ended_by: string | null;
  results: Generated<string>;
  case_url: Generated<string>;
  is_completed: boolean | null;
  paused_reason: Generated<string>;
  paused_from: string | null;
  labour_reason: Generated<string>;
  order_paper_id: string | null;
  source: string;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface NoticeSettings {
  organization_id: string;
  account_id: string;
  by_email: Generated<boolean>;
  weekly_digest: Generated<boolean>;
  day_before: Generated<boolean>;
  overdue: Generated<boolean>;
  surveys: Generated<boolean>;
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

export interface OfferTags {
  organization_id: string;
  offer_id: string;
  tag_id: string;
  kind: string;
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
  full_name_genitive: Generated<string>;
  director_gender: string | null;
  director_forms: GeneratedJsonb;
}

export interface OutsideOffers {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  reach: string;
  text_version: number;
  channel: string;
  agreed_on: Temporal.PlainDate;
  entered_by: string | null;
  created_at: Generated<Temporal.Instant>;
  withdrawn_at: Temporal.Instant | null;
  withdrawn_by: string | null;
  withdrawn_channel: string | null;
}

export interface PaperAcquaintances {
  paper_id: string;
  person_id: string;
  organization_id: string;
  asked_at: Generated<Temporal.Instant>;
  done_on: Temporal.PlainDate | null;
  channel: string | null;
  recorded_by: string | null;
}

export interface PaperBases {
  paper_id: string;
  base_id: string;
  organization_id: string;
}

export interface PaperBlanks {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  side: string;
  number: number;
  printed_at: Generated<Temporal.Instant>;
}

export interface PaperFiles {
  paper_id: string;
  file_id: string;
  organization_id: string;
  role: string;
  added_by: string | null;
  added_at: Generated<Temporal.Instant>;
}

export interface PaperSeries {
  id: Generated<string>;
  organization_id: string;
  name: string;
  mask: string;
  key: string;
  restarts: Generated<string>;
  version: Generated<number>;
}

export interface PaperTemplates {
  id: Generated<string>;
  organization_id: string;
  kind: string;
  revision: number;
  title: string;
  body: string;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
}

export interface PaperTexts {
  paper_id: string;
  organization_id: string;
  title: string;
  body: string;
  answers: GeneratedJsonb;
  subject_ids: Generated<string[]>;
  stamps: GeneratedJsonb;
  school_year: number;
  template_id: string | null;
  document: NullableJsonb;
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
  state: Generated<'draft' | 'approved' | 'registered' | 'replaced' | 'cancelled'>;
  state_reason: Generated<string>;
  replaced_by: string | null;
  file_id: string | null;
  school_year: number | null;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
  series_id: string | null;
  series_year: number | null;
  series_number: number | null;
  series_sub: Generated<number>;
  approved_at: Temporal.Instant | null;
  registered_at: Temporal.Instant | null;
}

export interface Partners {
  id: Generated<string>;
  organization_id: string;
  name: string;
  kind: string;
  inn: string | null;
  address: Generated<string>;
  contact_name: Generated<string>;
  contact_post: Generated<string>;
  email: Generated<string>;
  phone: Generated<string>;
  note: Generated<string>;
  ended_on: Temporal.PlainDate | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
  contact_gender: string | null;
  contact_forms: GeneratedJsonb;
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
  kinds: Generated<string[]>;
  birth_date: Temporal.PlainDate | null;
  birth_year: number | null;
  workplace: Generated<string>;
  partner_id: string | null;
  graduated_in: number | null;
  name_key: GeneratedAlways<string>;
  family_key: GeneratedAlways<string>;
  given_key: GeneratedAlways<string>;
  patronymic_key: GeneratedAlways<string>;
  processing_until: Temporal.PlainDate | null;
  publication_until: Temporal.PlainDate | null;
  merged_into: string | null;
  service_since: number | null;
  gender: string | null;
  name_forms: GeneratedJsonb;
}

export interface PeopleImports {
  id: Generated<string>;
  organization_id: string;
  account_id: Generated<string>;
  name: string;
  kind: string;
  school_year: number;
  class_name: Generated<string>;
  columns: Jsonb;
  rows: Jsonb;
  fixes: GeneratedJsonb;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
  sort: Generated<string>;
  options: GeneratedJsonb;
}

export interface PersonCodes {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  hash: string;
  issued_by: string | null;
  issued_at: Temporal.Instant;
  expires_at: Temporal.Instant;
  last_used_at: Temporal.Instant | null;
  revoked_at: Temporal.Instant | null;
}

export interface PersonMerges {
  id: Generated<string>;
  organization_id: string;
  kept_id: string;
  merged_id: string;
  moved: Jsonb;
  merged_by: string | null;
  merged_at: Generated<Temporal.Instant>;
  undone_at: Temporal.Instant | null;
}

export interface Preferences {
  id: Generated<string>;
  organization_id: string;
  wave_id: string;
  person_id: string;
  about_id: string;
  rank: number | null;
  is_veto: Generated<boolean>;
}

export interface ProgrammeCorrections {
  id: Generated<string>;
  organization_id: string;
  programme_id: string;
  corrected_on: Temporal.PlainDate;
  change: string;
  reason: string;
  paper_id: string | null;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
}

export interface ProgrammeForms {
  organization_id: string;
  programme_id: string;
  form: string;
  role_models: Generated<string[]>;
  mentee_limit: number | null;
  group_limit: number | null;
  meetings_a_month: number | null;
  age_from: number | null;
  age_to: number | null;
}

export interface ProgrammeStages {
  organization_id: string;
  programme_id: string;
  stage: number;
  state: Generated<string>;
  started_on: Temporal.PlainDate | null;
  done_on: Temporal.PlainDate | null;
  note: Generated<string>;
  version: Generated<number>;
}

export interface Programmes {
  id: Generated<string>;
  organization_id: string;
  school_year: number;
  title: string;
  regime: string;
  labour_code: Generated<boolean>;
  starts_on: Temporal.PlainDate;
  ends_on: Temporal.PlainDate;
  state: Generated<string>;
  age_from: number | null;
  age_to: number | null;
  meetings_a_month: number | null;
  aim: Generated<string>;
  elsewhere_note: Generated<string>;
  launch_paper_id: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface PsychologistNotes {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  noted_on: Temporal.PlainDate;
  note: string;
  author_id: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface RequestTags {
  organization_id: string;
  request_id: string;
  tag_id: string;
}

export interface ResponsibleMeanings {
  organization_id: string;
  words: string;
  person_id: string | null;
  team_id: string | null;
  post: string | null;
}

export interface RetentionProposals {
  id: Generated<string>;
  organization_id: string;
  person_id: string;
  rule: string;
  reason: Generated<string>;
  proposed_on: Temporal.PlainDate;
  decision: string | null;
  decided_on: Temporal.PlainDate | null;
  decided_by: string | null;
  keep_until: Temporal.PlainDate | null;
  note: Generated<string>;
  version: Generated<number>;
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

export interface SubjectRequests {
  id: Generated<string>;
  organization_id: string;
  person_id: string | null;
  applicant: string;
  kind: string;
  channel: Generated<string>;
  words: Generated<string>;
  received_on: Temporal.PlainDate;
  due_on: Temporal.PlainDate;
  extended_reason: Generated<string>;
  state: Generated<string>;
  answer: Generated<string>;
  answered_on: Temporal.PlainDate | null;
  answered_by: string | null;
  file_id: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface Submissions {
  id: string;
  actor_id: Generated<string>;
  command: string;
  at: Generated<Temporal.Instant>;
  result: NullableJsonb;
}

export interface SurveyAnswers {
  id: Generated<string>;
  organization_id: string;
  wave_id: string;
  person_id: string;
  class_label: Generated<string>;
  side: string | null;
  form: string | null;
  answers: GeneratedJsonb;
  channel: Generated<string>;
  is_complete: Generated<boolean>;
  completed_on: Temporal.PlainDate | null;
  version: Generated<number>;
}

export interface SurveyInvitations {
  id: Generated<string>;
  organization_id: string;
  wave_id: string;
  person_id: string;
  class_label: Generated<string>;
  side: string | null;
  form: string | null;
  state: Generated<string>;
  answered_on: Temporal.PlainDate | null;
  reminded_on: Temporal.PlainDate | null;
  paper_number: number;
}

export interface SurveyKeys {
  organization_id: string;
  family: string;
  secret: Buffer | null;
  created_at: Generated<Temporal.Instant>;
  destroyed_at: Temporal.Instant | null;
}

export interface SurveyVersions {
  id: Generated<string>;
  organization_id: string;
  survey_id: string;
  number: number;
  model: Jsonb;
  frozen_at: Temporal.Instant | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface SurveyWaves {
  id: Generated<string>;
  organization_id: string;
  survey_version_id: string;
  programme_id: string | null;
  family: string;
  title: string;
  moment: Generated<string>;
  activity_kind: string | null;
  is_anonymous: Generated<boolean>;
  without_consent: Generated<boolean>;
  can_change: Generated<boolean>;
  audience: GeneratedJsonb;
  candidates: GeneratedJsonb;
  opens_on: Temporal.PlainDate;
  closes_on: Temporal.PlainDate;
  state: Generated<string>;
  opened_at: Temporal.Instant | null;
  closed_at: Temporal.Instant | null;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface Surveys {
  id: Generated<string>;
  organization_id: string;
  library_key: string | null;
  title: string;
  state: Generated<string>;
  created_by: string | null;
  created_at: Generated<Temporal.Instant>;
  version: Generated<number>;
}

export interface Tags {
  id: Generated<string>;
  organization_id: string;
  word: string;
  word_key: GeneratedAlways<string>;
  stands_for: string | null;
  created_at: Generated<Temporal.Instant>;
}

export interface TaskInputs {
  task_id: string;
  account_id: string;
  bytes: Buffer;
}

export interface Tasks {
  id: Generated<string>;
  organization_id: string;
  account_id: string;
  kind: string;
  title: string;
  state: Generated<string>;
  stage: Generated<string>;
  done: Generated<number>;
  total: Generated<number>;
  payload: NullableJsonb;
  again_to: string | null;
  result: NullableJsonb;
  refusal: NullableJsonb;
  submission_id: string | null;
  attempts: Generated<number>;
  cancel_requested_at: Temporal.Instant | null;
  created_at: Temporal.Instant;
  started_at: Temporal.Instant | null;
  finished_at: Temporal.Instant | null;
  seen_at: Temporal.Instant | null;
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

export interface YearRollovers {
  id: Generated<string>;
  organization_id: string;
  from_year: number;
  made: Jsonb;
  done_by: string | null;
  done_at: Generated<Temporal.Instant>;
  undone_at: Temporal.Instant | null;
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
  absences: Absences;
  activities: Activities;
  activity_comments: ActivityComments;
  activity_evidence: ActivityEvidence;
  activity_occurrences: ActivityOccurrences;
  activity_parts: ActivityParts;
  activity_responsibles: ActivityResponsibles;
  activity_steps: ActivitySteps;
  admission_checks: AdmissionChecks;
  agreements: Agreements;
  anonymous_answers: AnonymousAnswers;
  answer_reasons: AnswerReasons;
  applications: Applications;
  audit_rows: AuditRows;
  backup_runs: BackupRuns;
  candidate_calls: CandidateCalls;
  class_members: ClassMembers;
  classes: Classes;
  consent_settings: ConsentSettings;
  consent_texts: ConsentTexts;
  consents: Consents;
  declined_pairs: DeclinedPairs;
  destructions: Destructions;
  distinct_people: DistinctPeople;
  files: Files;
  guardianships: Guardianships;
  guest_mentors: GuestMentors;
  incidents: Incidents;
  matching_drafts: MatchingDrafts;
  matching_marks: MatchingMarks;
  matching_people: MatchingPeople;
  matching_relations: MatchingRelations;
  matching_steps: MatchingSteps;
  mentee_requests: MenteeRequests;
  mentor_offers: MentorOffers;
  mentorship_answers: MentorshipAnswers;
  mentorship_members: MentorshipMembers;
  mentorship_steps: MentorshipSteps;
  mentorships: Mentorships;
  notice_settings: NoticeSettings;
  notices: Notices;
  offer_tags: OfferTags;
  organization_days: OrganizationDays;
  organizations: Organizations;
  outside_offers: OutsideOffers;
  paper_acquaintances: PaperAcquaintances;
  paper_bases: PaperBases;
  paper_blanks: PaperBlanks;
  paper_files: PaperFiles;
  paper_series: PaperSeries;
  paper_templates: PaperTemplates;
  paper_texts: PaperTexts;
  papers: Papers;
  partners: Partners;
  people: People;
  people_imports: PeopleImports;
  person_codes: PersonCodes;
  person_merges: PersonMerges;
  preferences: Preferences;
  programme_corrections: ProgrammeCorrections;
  programme_forms: ProgrammeForms;
  programme_stages: ProgrammeStages;
  programmes: Programmes;
  psychologist_notes: PsychologistNotes;
  request_tags: RequestTags;
  responsible_meanings: ResponsibleMeanings;
  retention_proposals: RetentionProposals;
  roadmap_sections: RoadmapSections;
  roadmaps: Roadmaps;
  role_assignments: RoleAssignments;
  staff_posts: StaffPosts;
  subject_requests: SubjectRequests;
  submissions: Submissions;
  survey_answers: SurveyAnswers;
  survey_invitations: SurveyInvitations;
  survey_keys: SurveyKeys;
  survey_versions: SurveyVersions;
  survey_waves: SurveyWaves;
  surveys: Surveys;
  tags: Tags;
  task_inputs: TaskInputs;
  tasks: Tasks;
  team_members: TeamMembers;
  teams: Teams;
  year_rollovers: YearRollovers;
  'auth.account': AuthAccount;
  'auth.attempt': AuthAttempt;
  'auth.one_time_code': AuthOneTimeCode;
  'auth.session': AuthSession;
  'auth.twoFactor': AuthTwoFactor;
  'auth.user': AuthUser;
  'auth.verification': AuthVerification;
}
