import type { ResponsibleMeaning } from '#src/features/roadmap/rules/model.ts';

/** Reads a choice of a form (`person:<id>`, `team:<id>`, `post:<words>`); null when the school has nobody like that. */
export function chosenMeaning(
  who: string,
  staff: { people: readonly { id: string }[]; teams: readonly { id: string }[] },
): ResponsibleMeaning | null {
  const [kind, value] = [who.slice(0, who.indexOf(':')), who.slice(who.indexOf(':') + 1)];
  if (kind === 'person' && staff.people.some((person) => person.id === value)) {
    return { personId: value, teamId: null, post: null };
  }
  if (kind === 'team' && staff.teams.some((team) => team.id === value)) {
    return { personId: null, teamId: value, post: null };
  }
  return kind === 'post' && value.trim() !== '' ? { personId: null, teamId: null, post: value.trim() } : null;
}
