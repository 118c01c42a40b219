import type { MatchInput, MenteeFacts, MentorFacts } from '#src/features/matching/rules/facts.ts';

/** A mentee with nothing said but a name. */
export function mentee(personId: string, facts: Partial<MenteeFacts> = {}): MenteeFacts {
  return {
    personId,
    name: `Наставляемый ${personId}`,
    kinds: ['pupil'],
    age: 13,
    isMinor: true,
    className: '7А',
    grade: 7,
    posts: [],
    hasConsent: true,
    times: [],
    places: [],
    forms: [],
    languages: [],
    interests: [],
    mainRequest: 'Нужна помощь',
    tags: [],
    urgency: 2,
    waitsSince: '2026-09-01',
    ...facts,
  };
}

/** An admitted mentor for one mentee, with nothing said but a name. */
export function mentor(personId: string, facts: Partial<MentorFacts> = {}): MentorFacts {
  return {
    personId,
    name: `Наставник ${personId}`,
    kinds: ['pupil'],
    age: 16,
    isMinor: true,
    className: '10А',
    grade: 10,
    posts: [],
    hasConsent: true,
    times: [],
    places: [],
    forms: [],
    languages: [],
    interests: [],
    competences: [],
    ageFrom: null,
    ageTo: null,
    limit: 1,
    taken: 0,
    isAdmitted: true,
    lacking: [],
    needsCertificate: false,
    hasCertificate: false,
    finished: 0,
    ...facts,
  };
}

export function pool(
  mentees: readonly MenteeFacts[],
  mentors: readonly MentorFacts[],
  rest: Partial<MatchInput> = {},
): MatchInput {
  return { mentees, mentors, relations: [], ageFrom: null, ageTo: null, takenOn: '2026-10-01', ...rest };
}
