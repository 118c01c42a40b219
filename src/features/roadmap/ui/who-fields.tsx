import type { Suggestion } from '#src/features/roadmap/rules/suggest-responsible.ts';
import { HiddenField, SelectField, type Option } from '#src/ui/fields.tsx';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { plural } from '#src/lib/russian/plural.ts';

export interface WordsToMap {
  readonly key: string;
  readonly words: string;
  /** In how many rows they stand. */
  readonly rows: number;
  /** `person:<id>`, `team:<id>`, `post:<words>` or nothing. */
  readonly who: string;
  readonly suggestion: Suggestion | null;
}

interface Staff {
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly posts: readonly string[];
  }[];
  readonly teams: readonly { readonly id: string; readonly name: string; readonly schoolYear: number }[];
}

/** Everybody who may be meant: people with their posts, teams, posts held by somebody, posts chosen before. */
export function listWhoOptions(staff: Staff, chosen: readonly { readonly post: string | null }[]): Option[] {
  const posts = new Set([
    ...staff.people.flatMap((person) => person.posts),
    ...chosen.flatMap((one) => (one.post === null ? [] : [one.post])),
  ]);
  return [
    ...staff.people.map((person) => ({
      value: `person:${person.id}`,
      label: person.posts.length === 0 ? person.name : `${person.name} – ${person.posts.join(', ')}`,
    })),
    ...staff.teams.map((team) => ({
      value: `team:${team.id}`,
      label: `Группа «${team.name}», ${team.schoolYear}/${team.schoolYear + 1}`,
    })),
    ...[...posts]
      .toSorted((a, b) => a.localeCompare(b, 'ru'))
      .map((post) => ({ value: `post:${post}`, label: `Все, кто занимает должность «${post}»` })),
  ];
}

/** For each words of the document a choice of who is meant, the suggestion under it. */
export function WhoFields({ words, options }: { words: readonly WordsToMap[]; options: readonly Option[] }) {
  return (
    <Stack gap="small">
      {words.map((one, index) => (
        <Card key={one.key} soft={one.who === ''}>
          <HiddenField name={`words.${index}.words`} value={one.words} />
          <SelectField
            name={`words.${index}.who`}
            label={`«${one.words}»`}
            description={
              <>
                {plural(one.rows, 'строка', 'строки', 'строк')}
                {one.suggestion !== null && <Text as="span"> · Предложение: {one.suggestion.reason}</Text>}
              </>
            }
            empty="не сопоставлено"
            options={options}
            defaultValue={one.who}
          />
        </Card>
      ))}
    </Stack>
  );
}

/** The same for somebody who may only look. */
export function WhoTable({ words, options }: { words: readonly WordsToMap[]; options: readonly Option[] }) {
  const labels = new Map(options.map((option) => [option.value, option.label]));
  return (
    <KeyValue
      items={words.map((one) => ({
        key: `«${one.words}»`,
        value: one.who === '' ? 'не сопоставлено' : (labels.get(one.who) ?? 'больше не работает'),
      }))}
    />
  );
}
