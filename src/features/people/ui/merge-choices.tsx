import { doubleReasonLabels } from '#src/features/people/labels/merge.ts';
import type { Person } from '#src/features/people/rules.ts';
import type { DoubleView } from '#src/features/people/service.server/merging.ts';
import { RecordFacts } from '#src/features/people/ui/record-facts.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { SearchField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Card, Row, Stack, Text } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Section } from '#src/ui/page.tsx';

/** Whom a record may be joined with: those that resemble it, and whoever is looked for by name. */
export function MergeChoices({
  keptId,
  doubles,
  found,
}: {
  keptId: string;
  doubles: readonly DoubleView[];
  /** Null: nobody was looked for. */
  found: readonly Person[] | null;
}) {
  const choice = (person: Person, reason: string) => (
    <Card key={person.id} soft>
      <Row spread>
        <div>
          <RecordFacts person={person} />
          {reason !== '' && <Text size="small">{reason}</Text>}
        </div>
        <ButtonLink to={`/people/${keptId}/merge?with=${person.id}`}>Сравнить</ButtonLink>
      </Row>
    </Card>
  );
  return (
    <>
      <FilterBar>
        <SearchField name="words" label="Имя другой записи" />
      </FilterBar>
      {found !== null && (
        <Section title="Нашлись по имени">
          {found.length === 0 ? (
            <EmptyState title="Никто не нашёлся">
              Проверьте, как написано имя, или ищите по его началу.
            </EmptyState>
          ) : (
            <Stack gap="small">{found.map((person) => choice(person, ''))}</Stack>
          )}
        </Section>
      )}
      <Section title="Похожие записи">
        {doubles.length === 0 ? (
          <Text tone="quiet">
            Похожих записей программа не видит. Если другая запись есть, найдите её по имени.
          </Text>
        ) : (
          <Stack gap="small">
            {doubles.map(({ one, other, reason }) =>
              choice(one.id === keptId ? other : one, doubleReasonLabels[reason]),
            )}
          </Stack>
        )}
      </Section>
    </>
  );
}
