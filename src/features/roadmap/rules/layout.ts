import type { RoadmapLayout } from '#src/features/roadmap/papers/layouts.ts';

/**
 * Which of the five known column layouts a document has, by its own headings (any wording, any order). The paper and
 * the report of this roadmap are printed in it again.
 */
export function detectLayout(columns: readonly string[]): RoadmapLayout {
  const words = columns.map((column) => column.toLowerCase().replaceAll('ё', 'е').replaceAll(/\s+/g, ' '));
  const find = (pattern: RegExp): number => words.findIndex((word) => pattern.test(word));
  const deadline = find(/срок|дат[аы]|период|квартал/);
  const responsible = find(/ответств|исполнител/);
  if (deadline < 0 && responsible < 0) return 'number-stage-content';
  if (find(/показател|индикатор/) >= 0 && find(/содержание/) >= 0) {
    return 'number-content-deadline-activities-indicators-responsible';
  }
  const result = find(/результат|вид документа|документ/);
  if (result < 0 && responsible >= 0 && deadline > responsible) return 'number-activity-responsible-deadline';
  if (result >= 0 && /ожида|планир/.test(words[result] ?? '')) {
    return 'number-activity-deadline-responsible-expected';
  }
  return 'number-activity-deadline-responsible-result';
}
