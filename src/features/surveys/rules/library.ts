import afterMeeting from '#data/surveys/after-meeting.json' with { type: 'json' };
import candidateMentee from '#data/surveys/candidate-mentee.json' with { type: 'json' };
import candidateMentor from '#data/surveys/candidate-mentor.json' with { type: 'json' };
import curatorCard from '#data/surveys/curator-card.json' with { type: 'json' };
import parents from '#data/surveys/parents.json' with { type: 'json' };
import employerPupil from '#data/surveys/participants-employer-pupil.json' with { type: 'json' };
import employerStudent from '#data/surveys/participants-employer-student.json' with { type: 'json' };
import pupilPupil from '#data/surveys/participants-pupil-pupil.json' with { type: 'json' };
import studentPupil from '#data/surveys/participants-student-pupil.json' with { type: 'json' };
import teacherPupil from '#data/surveys/participants-teacher-pupil.json' with { type: 'json' };
import teacherTeacher from '#data/surveys/participants-teacher-teacher.json' with { type: 'json' };
import partner from '#data/surveys/partner.json' with { type: 'json' };
import preferences from '#data/surveys/preferences.json' with { type: 'json' };
import request from '#data/surveys/request.json' with { type: 'json' };
import type { SurveyActivityKind } from '#src/features/surveys/rules.ts';
import type { Moment, SurveyModel } from '#src/features/surveys/rules/model.ts';

/** A questionnaire that every school has from the start. */
export interface LibraryEntry {
  readonly key: string;
  /** For whom and when, in one sentence. */
  readonly about: string;
  /** The document whose list of indicators it follows. */
  readonly source: string;
  readonly activityKind: SurveyActivityKind | null;
  readonly moments: readonly Moment[];
  /** Meant to be asked without names. */
  readonly anonymous: boolean;
  /** Asked without names, it may be asked of people without a consent to processing: nothing of theirs is kept. */
  readonly withoutConsent: boolean;
  readonly forms: readonly string[];
  /** As the file says; `surveyModel` reads it. */
  readonly model: unknown;
}

type File = Omit<LibraryEntry, 'activityKind' | 'moments'> & {
  activityKind: string | null;
  moments: string[];
};
const entry = (file: File): LibraryEntry => ({
  ...file,
  activityKind: file.activityKind as SurveyActivityKind | null,
  moments: file.moments as Moment[],
});

/** In the order of the programme's course. */
export const surveyLibrary: readonly LibraryEntry[] = [
  entry(candidateMentor),
  entry(candidateMentee),
  entry(request),
  entry(preferences),
  entry(pupilPupil),
  entry(studentPupil),
  entry(employerPupil),
  entry(employerStudent),
  entry(teacherTeacher),
  entry(teacherPupil),
  entry(afterMeeting),
  entry(curatorCard),
  entry(parents),
  entry(partner),
];

const byKey = new Map(surveyLibrary.map((one) => [one.key, one]));
export function findLibraryEntry(key: string | null): LibraryEntry | undefined {
  return key === null ? undefined : byKey.get(key);
}

/** Title of a library questionnaire without reading the whole of it. */
export const libraryTitle = (one: LibraryEntry): string => (one.model as SurveyModel).title;

/** What the sum of the nine marks of the curator's card means (МР-42/02). */
export function cardLevel(sum: number): 'optimal' | 'admissible' | 'not_admissible' {
  return sum >= 15 ? 'optimal' : sum >= 9 ? 'admissible' : 'not_admissible';
}
