import css from '#src/features/roadmap/ui/review.module.css';
import { NumberField } from '#src/ui/fields.tsx';
import { Card, Stack, Text } from '#src/ui/layout.tsx';

export interface TargetToSet {
  readonly partId: string;
  readonly kindTitle: string;
  readonly number: string;
  readonly title: string;
  readonly mode: 'count' | 'share';
  readonly unit: string;
  readonly target: number | null;
}

/** How many, or what share, closes each part that is counted; empty stands for everybody concerned. */
export function TargetFields({ targets }: { targets: readonly TargetToSet[] }) {
  return (
    <Stack gap="small">
      <Text tone="quiet">
        Эти работы закрываются по числу. Оставьте поле пустым, если нужны все, кого это касается.
      </Text>
      {targets.map((one) => (
        <Card key={one.partId}>
          <div className={css.target}>
            <div>
              <Text strong>{`${one.number} ${one.kindTitle}`.trim()}</Text>
              <Text tone="quiet" size="small">
                {clip(one.title)}
              </Text>
            </div>
            <NumberField
              name={`targets.${one.partId}`}
              label={labelOf(one)}
              description={one.target === null ? 'Пусто – все' : undefined}
              defaultValue={one.target}
            />
          </div>
        </Card>
      ))}
    </Stack>
  );
}

/** «Наставники, сколько», «Процент пар». */
function labelOf({ mode, unit }: TargetToSet): string {
  const words = unit === '' ? (mode === 'share' ? 'процент' : 'количество') : unit;
  const label = words.charAt(0).toLocaleUpperCase('ru') + words.slice(1);
  return mode === 'count' && unit !== '' ? `${label}, сколько` : label;
}

function clip(text: string): string {
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}
