import type { FactTable, Field } from '#src/lib/wording/model.ts';
import { shortDay } from '#src/lib/russian/short-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { periodOfSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { waveStateLabels } from '#src/features/surveys/labels.ts';
import { listWaves } from '#src/features/surveys/store.server/waves.ts';

/** A school asks less often in a year. */
const WAVES_LIMIT = 500;

export const WAVES_FIELD: Field = {
  name: 'таблица опросов',
  kind: 'table',
  description: 'опросы учебного года: сроки, сколько приглашено и ответило, без ответов',
};

/** How many were asked and answered in each questionnaire of the year; what they answered stays where it is. */
export async function wavesTable(
  tx: ScopedTx,
  { organizationId, schoolYear }: { readonly organizationId: string; readonly schoolYear: number },
): Promise<FactTable> {
  const { from, to } = periodOfSchoolYear(schoolYear);
  const { rows } = await listWaves(tx, organizationId, { offset: 0, limit: WAVES_LIMIT });
  const ours = rows
    .filter(({ state, opensOn }) => state !== 'draft' && opensOn >= from && opensOn <= to)
    .toSorted((a, b) => a.opensOn.localeCompare(b.opensOn));
  return {
    columns: [
      { heading: '№', width: 1 },
      { heading: 'Опрос', width: 6 },
      { heading: 'Сроки', width: 4 },
      { heading: 'Состояние', width: 3 },
      { heading: 'Приглашено', width: 3 },
      { heading: 'Ответили', width: 3 },
      { heading: 'Доля, %', width: 2 },
    ],
    rows: ours.map(({ title, opensOn, closesOn, state, invited, answered }, index) => [
      String(index + 1),
      title,
      `${shortDay(opensOn)} – ${shortDay(closesOn)}`,
      waveStateLabels[state],
      String(invited),
      String(answered),
      invited === 0 ? '–' : String(Math.round((answered / invited) * 100)),
    ]),
  };
}
