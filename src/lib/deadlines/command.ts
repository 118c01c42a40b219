import { readIso } from './calendar.ts';
import { formatMeaning } from './format.ts';
import type { Period } from './meaning.ts';
import { listOccurrences } from './occurrences.ts';
import type { Occurrence } from './occurrences.ts';
import { readDeadline } from './read.ts';
import { explainAmbiguity } from './reasons.ts';

/**
 * One line of JSONL in, one out. In: `{"phrase": "…", "period_span": ["2022-09-01", "2023-08-31"] | null}`. Out:
 * `{"phrase", "meaning": … | null, "ambiguous", "reason"?, "readings"?}`, or `{"error": "…"}` for a line that is no such
 * object. `usual` is the period of a line that does not speak of one; null in the line means that it has none.
 */
export function answerLine(line: string, usual: Period | null = null): string {
  const input = parseInput(line, usual);
  if ('error' in input) return JSON.stringify(input);
  const { phrase, meaning, ambiguous, reason, readings } = readDeadline(input.phrase, input.period);
  return JSON.stringify({
    phrase,
    meaning,
    ambiguous,
    ...(reason === undefined ? {} : { reason }),
    ...(readings.length === 0 ? {} : { readings }),
  });
}

function parseInput(
  line: string,
  usual: Period | null,
): { phrase: string; period: Period | null } | { error: string } {
  let value: unknown;
  try {
    // `trim` also takes the byte order mark of a file.
    value = JSON.parse(line.trim());
  } catch {
    return { error: 'the line is not JSON' };
  }
  if (
    typeof value !== 'object' ||
    value === null ||
    !('phrase' in value) ||
    typeof value.phrase !== 'string'
  ) {
    return { error: 'an object with a text "phrase" is expected' };
  }
  if (!('period_span' in value)) return { phrase: value.phrase, period: usual };
  const span = value.period_span;
  if (span === null) return { phrase: value.phrase, period: null };
  const [start, end]: unknown[] = Array.isArray(span) && span.length === 2 ? span : [];
  if (typeof start !== 'string' || typeof end !== 'string' || !isDay(start) || !isDay(end)) {
    return { error: '"period_span" is two days like ["2022-09-01", "2023-08-31"], or null' };
  }
  if (start > end) return { error: '"period_span" ends before it starts' };
  return { phrase: value.phrase, period: { start, end } };
}

function isDay(text: string): boolean {
  return !text.startsWith('Y') && readIso(text) !== null;
}

const MAX_SHOWN_OCCURRENCES = 12;

const INFERRED: Readonly<Record<string, string>> = {
  year: 'год',
  month: 'месяц',
  day: 'день',
  end: 'окончание',
  spelling: 'исправлено написание',
};

/** The reading in Russian, several lines, for a person at a terminal. */
export function describeDeadline(phrase: string, period: Period | null): string {
  const reading = readDeadline(phrase, period);
  const lines = [`Фраза: ${shorten(phrase)}`];
  if (reading.meaning === null) {
    lines.push(`Не понято. ${explainAmbiguity(reading.reasonCode ?? '')}`);
    return lines.join('\n');
  }
  lines.push(`Прочитано: ${nameKind(reading.meaning.kind)}${formatMeaning(reading.meaning)}`);
  const inferred = reading.inferred.map((part) => INFERRED[part] ?? part);
  if (inferred.length > 0) lines.push(`Не сказано, выведено: ${inferred.join(', ')}`);
  if (reading.ambiguous) lines.push(`Нужно уточнить. ${explainAmbiguity(reading.reasonCode ?? '')}`);
  for (const other of reading.readings) lines.push(`  или: ${nameKind(other.kind)}${formatMeaning(other)}`);
  const occurrences = listOccurrences(reading.meaning, period);
  if (occurrences.length > 0) lines.push(`Дни: ${formatOccurrences(occurrences)}`);
  return lines.join('\n');
}

function nameKind(kind: string): string {
  return kind === 'event' ? 'условие без даты: ' : '';
}

function shorten(phrase: string): string {
  const single = phrase.replace(/\s+/g, ' ').trim();
  return single.length > 120 ? `${single.slice(0, 119)}…` : single;
}

function formatOccurrences(occurrences: readonly Occurrence[]): string {
  const shown = occurrences.slice(0, MAX_SHOWN_OCCURRENCES).map(({ start, end }) => {
    return start === end ? toRussianDay(start) : `${toRussianDay(start)} – ${toRussianDay(end)}`;
  });
  const rest = occurrences.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} и ещё ${rest}` : shown.join(', ');
}

function toRussianDay(iso: string): string {
  return iso.split('-').reverse().join('.');
}
