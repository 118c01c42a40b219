import { NumberField } from '#src/ui/fields.tsx';
import { Stack, Text } from '#src/ui/layout.tsx';

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
        <NumberField
          key={one.partId}
          name={`targets.${one.partId}`}
          label={`${one.number} ${one.kindTitle}`.trim()}
          description={
            <>
              {one.mode === 'share' ? `Доля в процентах (${one.unit})` : `Сколько: ${one.unit}`}. Строка: «
              {one.title.length > 120 ? `${one.title.slice(0, 117)}…` : one.title}»
            </>
          }
          defaultValue={one.target}
        />
      ))}
    </Stack>
  );
}
