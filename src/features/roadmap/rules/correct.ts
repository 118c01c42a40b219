import type { LintField } from '#src/features/roadmap/rules/linter/model.ts';
import type { Activity } from '#src/features/roadmap/rules/model.ts';

type Texts = Pick<
  Activity,
  'number' | 'title' | 'subPoints' | 'deadlineText' | 'responsibleText' | 'resultText' | 'activitiesText'
>;

/**
 * The row's texts with `from` replaced by `to` in one field (an empty `from` fills an empty field); null when the
 * text is not there, or nothing would be left of a title. A slip in a sub-point is also corrected in a title that
 * holds its list.
 */
export function correctRow(row: Texts, field: LintField, from: string, to: string): Partial<Texts> | null {
  const within = (text: string): string | null => {
    if (from === '') return text === '' ? to : null;
    return text.includes(from) ? text.replace(from, () => to) : null;
  };
  const patch = (name: keyof Texts, text: string): Partial<Texts> | null => {
    const corrected = within(text);
    return corrected === null || (name === 'title' && corrected.trim() === '') ? null : { [name]: corrected };
  };
  switch (field) {
    case 'number':
      return patch('number', row.number);
    case 'title': {
      const title = within(row.title);
      if (title === null || title.trim() === '') return null;
      return { title, subPoints: row.subPoints.map((point) => within(point) ?? point) };
    }
    case 'subPoints': {
      if (!row.subPoints.some((point) => within(point) !== null)) return null;
      return {
        title: within(row.title) ?? row.title,
        subPoints: row.subPoints.map((point) => within(point) ?? point),
      };
    }
    case 'deadline':
      return patch('deadlineText', row.deadlineText);
    case 'responsible':
      return patch('responsibleText', row.responsibleText);
    case 'result':
      return patch('resultText', row.resultText);
    case 'sectionTitle':
      return null;
  }
}

/**
 * Sub-points that a rewritten title still has: those that stood inside the old title go when the new one drops them,
 * those that stood apart stay.
 */
export function keepSubPoints(oldTitle: string, newTitle: string, subPoints: readonly string[]): string[] {
  return subPoints.filter((point) => newTitle.includes(point) || !oldTitle.includes(point));
}

/** Sub-points that are not already read in the title: what a page shows under it. */
export function listApartSubPoints(row: Pick<Activity, 'title' | 'subPoints'>): string[] {
  const title = fold(row.title);
  return row.subPoints.filter((point) => !title.includes(fold(point)));
}

function fold(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/**
 * Where one row could be cut in two: before its list, at a line break, after the first sentence or clause; the whole title
 * and an empty second when nothing shows.
 */
export function proposeSplit(title: string): { first: string; second: string } {
  const breaks = [/\n+/, /(?<=[.;])\s+(?=[\p{Lu}«\d-])/u, /;\s+/];
  for (const pattern of breaks) {
    const at = title.search(pattern);
    if (at <= 0) continue;
    const first = title.slice(0, at).trim();
    const second = title.slice(at).replace(pattern, '').trim();
    if (first !== '' && second !== '') return { first, second };
  }
  return { first: title, second: '' };
}
