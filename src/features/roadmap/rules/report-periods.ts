/** Days of a report, ISO, both included. */
export interface ReportSpan {
  readonly from: string;
  readonly to: string;
}

export interface ReportPreset extends ReportSpan {
  readonly id: 'quarter' | 'last-quarter' | 'half-year' | 'school-year' | 'whole';
  readonly label: string;
}

/**
 * Periods that schools report on, seen from today (ISO): this quarter and the one before, the half of the school
 * year, the school year, the whole roadmap. A roadmap that is over is seen from its last day. Only those that the
 * roadmap touches are offered.
 */
export function reportPresets(today: string, period: ReportSpan): ReportPreset[] {
  const seenFrom = today < period.from ? period.from : today > period.to ? period.to : today;
  const day = Temporal.PlainDate.from(seenFrom);
  const quarterStart = day.with({ month: Math.floor((day.month - 1) / 3) * 3 + 1, day: 1 });
  const schoolYear = day.month >= 9 ? day.year : day.year - 1;
  const isFirstHalf = day.month >= 9;
  const quarter = quarterOf(quarterStart);
  const lastQuarter = quarterOf(quarterStart.subtract({ months: 3 }));
  const presets: ReportPreset[] = [
    { id: 'quarter', ...quarter },
    { id: 'last-quarter', ...lastQuarter },
    isFirstHalf
      ? {
          id: 'half-year',
          label: `1-е полугодие ${schoolYear}/${schoolYear + 1} учебного года`,
          from: `${schoolYear}-09-01`,
          to: `${schoolYear}-12-31`,
        }
      : {
          id: 'half-year',
          label: `2-е полугодие ${schoolYear}/${schoolYear + 1} учебного года`,
          from: `${schoolYear + 1}-01-01`,
          to: `${schoolYear + 1}-05-31`,
        },
    {
      id: 'school-year',
      label: `${schoolYear}/${schoolYear + 1} учебный год`,
      from: `${schoolYear}-09-01`,
      to: `${schoolYear + 1}-08-31`,
    },
    { id: 'whole', label: 'вся карта', ...period },
  ];
  const within = presets.filter((preset) => preset.from <= period.to && preset.to >= period.from);
  // A yearly roadmap is its school year: one span is offered once, under its first name.
  return within.filter(
    (preset, index) =>
      within.findIndex((other) => other.from === preset.from && other.to === preset.to) === index,
  );
}

function quarterOf(start: Temporal.PlainDate): ReportSpan & { label: string } {
  const roman = ['I', 'II', 'III', 'IV'][(start.month - 1) / 3] ?? '';
  const end = start.add({ months: 3 }).subtract({ days: 1 });
  return { label: `${roman} квартал ${start.year} года`, from: start.toString(), to: end.toString() };
}
