import type { MenteeFacts, MentorFacts } from '#src/features/matching/rules/facts.ts';

/** Somebody of a draft as its pages show them. */
export interface ShownPerson {
  readonly personId: string;
  readonly name: string;
  /** Class, or the main post. */
  readonly where: string;
}

export function showPerson(person: MenteeFacts | MentorFacts): ShownPerson {
  return {
    personId: person.personId,
    name: person.name,
    where:
      'elsewhere' in person
        ? [`из другой школы: ${person.elsewhere}`, ...person.posts.slice(0, 1)].join(', ')
        : person.className || (person.posts[0] ?? ''),
  };
}
