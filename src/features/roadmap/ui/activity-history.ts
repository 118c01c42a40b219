import { closedStateLabels } from '#src/features/roadmap/labels.ts';
import { formatDay } from '#src/ui/days.ts';

/** A row of the audit as the service gives it: the changed columns before and after. */
export interface AuditLine {
  readonly id: number;
  readonly at: string;
  readonly actorId: string | null;
  readonly command: string | null;
  readonly table: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

export interface HistoryEntry {
  readonly id: number;
  /** Instant, ISO. */
  readonly at: string;
  readonly actorId: string | null;
  readonly text: string;
  /** What the person wrote: a reason, what was done. */
  readonly words: string;
}

type Columns = Readonly<Record<string, unknown>>;

/** Rows that one press wrote lie this close together. */
const ONE_PRESS_MILLISECONDS = 2_000;

/** The history in Russian words, newest first: one entry a press, however many rows it wrote. */
export function describeHistory(lines: readonly AuditLine[]): HistoryEntry[] {
  const presses: AuditLine[][] = [];
  for (const line of lines) {
    const last = presses.at(-1);
    const before = last?.at(-1);
    if (last !== undefined && before !== undefined && isSamePress(before, line)) last.push(line);
    else presses.push([line]);
  }
  return presses.flatMap((press): HistoryEntry[] => {
    const [first] = press;
    if (first === undefined) return [];
    const said = describePress(first.command ?? '', press);
    return said === null ? [] : [{ id: first.id, at: first.at, actorId: first.actorId, ...said }];
  });
}

function isSamePress(one: AuditLine, other: AuditLine): boolean {
  return (
    one.command === other.command &&
    one.actorId === other.actorId &&
    Math.abs(Date.parse(one.at) - Date.parse(other.at)) < ONE_PRESS_MILLISECONDS
  );
}

function describePress(command: string, press: readonly AuditLine[]): { text: string; words: string } | null {
  const step = columnsOf(press, 'activity_steps');
  const occurrence = columnsOf(press, 'activity_occurrences');
  const evidence = columnsOf(press, 'activity_evidence');
  const state = closedStateLabels[step.after['state'] as keyof typeof closedStateLabels]?.toLowerCase();
  const words = [step.after['fact'], step.after['reason']]
    .map(textOf)
    .filter((one) => one !== '')
    .join('. ');
  switch (command) {
    case 'roadmap.approve':
      return { text: 'Карта утверждена, мероприятие получило сроки', words: '' };
    case 'roadmap.close_step':
      return { text: `Закрыто: ${state ?? 'выполнено'}`, words };
    case 'roadmap.attach_and_close':
      return {
        text: `Приложено и закрыто: ${evidenceWords(evidence.after)}`,
        words: textOf(evidence.after['note']),
      };
    case 'roadmap.close_past':
      return { text: `Закрыто вместе с другими прошедшими: ${state ?? 'выполнено'}`, words };
    case 'roadmap.reopen_step':
      return { text: 'Открыто снова', words: textOf(step.after['reason']) };
    case 'roadmap.set_progress':
      return { text: `Сделано: ${textOf(step.after['progress'])}`, words: '' };
    case 'roadmap.move_occurrence': {
      const [from, to] = [textOf(occurrence.before['due_on']), textOf(occurrence.after['due_on'])];
      const days = [from === '' ? '' : `с ${formatDay(from)}`, to === '' ? '' : `на ${formatDay(to)}`];
      return {
        text: ['Срок перенесён', ...days].filter((part) => part !== '').join(' '),
        words: textOf(occurrence.after['reason']),
      };
    }
    case 'roadmap.open_conditional':
      return {
        text: 'Событие произошло, мероприятие получило срок',
        words: textOf(occurrence.after['reason']),
      };
    case 'roadmap.add_evidence':
      return { text: `Приложено: ${evidenceWords(evidence.after)}`, words: textOf(evidence.after['note']) };
    case 'roadmap.drop_evidence':
      return { text: 'Подтверждение отозвано', words: '' };
    case 'roadmap.set_responsible':
      return { text: 'Указан ответственный', words: '' };
    case 'roadmap.import_document':
    case 'roadmap.import_text':
    case 'roadmap.import':
      return { text: 'Прочитано из документа', words: '' };
    case 'roadmap.begin_from_template':
      return { text: 'Взято из шаблона', words: '' };
    case 'roadmap.begin_from_last_year':
      return { text: 'Перенесено из карты прошлого года', words: '' };
    default:
      return press.some((line) => line.table === 'activities')
        ? { text: 'Строка карты изменена', words: '' }
        : null;
  }
}

function evidenceWords(columns: Columns): string {
  switch (columns['kind']) {
    case 'paper':
      return 'документ из реестра';
    case 'file':
      return 'файл';
    case 'link':
      return 'ссылка';
    default:
      return 'заметка';
  }
}

/** All changed columns that one press wrote into a table: the later rows know the later state. */
function columnsOf(press: readonly AuditLine[], table: string): { before: Columns; after: Columns } {
  const rows = press.filter((line) => line.table === table).toReversed();
  return {
    before: Object.assign({}, ...rows.map((line) => asColumns(line.before))) as Columns,
    after: Object.assign({}, ...rows.map((line) => asColumns(line.after))) as Columns,
  };
}

function asColumns(value: unknown): Columns {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Columns) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
