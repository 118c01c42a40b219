import { Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { formatDue } from '#src/ui/days.ts';
import { Section } from '#src/ui/page.tsx';

/** Questionnaires that end soon, with who is still waited for. */
export function EndingWaves({
  waves,
  today,
}: {
  waves: readonly {
    readonly id: string;
    readonly title: string;
    readonly closesOn: string;
    readonly invited: number;
    readonly answered: number;
    readonly waiting: number;
  }[];
  today: string;
}) {
  if (waves.length === 0) return null;
  return (
    <Section title="Заканчиваются опросы">
      <Stack gap="small">
        {waves.map(({ id, title, closesOn, invited, answered, waiting }) => (
          <Text key={id}>
            <TextLink to={`/surveys/waves/${id}`}>{title}</TextLink>
            {`: последний день ${formatDue(closesOn, today)}, ответили ${answered} из ${invited}`}
            {waiting > 0 && (
              <>
                {'. '}
                <TextLink to={`/surveys/waves/${id}/reminders`}>Кому напомнить</TextLink>
              </>
            )}
          </Text>
        ))}
      </Stack>
    </Section>
  );
}
