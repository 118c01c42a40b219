import type { FolderItem, FolderLine, LineState } from '#src/features/roadmap/rules/folder/model.ts';
import { StateBadge, type Tone } from '#src/ui/badge.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDay } from '#src/ui/days.ts';
import { Stack, Text, TextLink } from '#src/ui/layout.tsx';

const states: Readonly<Record<LineState, { tone: Tone; label: string }>> = {
  present: { tone: 'success', label: 'есть' },
  recorded: { tone: 'success', label: 'учтено в системе' },
  missing: { tone: 'danger', label: 'не хватает' },
  not_due: { tone: 'neutral', label: 'ещё не срок' },
};

const columns: readonly Column<FolderLine>[] = [
  {
    key: 'title',
    header: 'Мероприятие',
    isTitle: true,
    cell: (line) => (
      <>
        {line.number}{' '}
        {line.activityId === null ? (
          line.title
        ) : (
          <TextLink to={`/plan/activities/${line.activityId}`}>{line.title}</TextLink>
        )}
      </>
    ),
  },
  {
    key: 'required',
    header: 'Требуется',
    cell: (line) => (line.required === '' ? 'любое подтверждение' : line.required),
  },
  {
    key: 'state',
    header: 'Состояние',
    cell: (line) => <StateBadge {...states[line.state]} />,
  },
  { key: 'items', header: 'В папке', cell: (line) => <Items line={line} /> },
  {
    key: 'owes',
    header: 'Кто и когда',
    cell: (line) => <Owes line={line} />,
  },
  {
    key: 'action',
    header: 'Действие',
    screenOnly: true,
    cell: (line) =>
      line.draftId !== null ? (
        <ButtonLink size="small" to={`/documents/${line.draftId}`}>
          Открыть проект
        </ButtonLink>
      ) : line.state === 'missing' && line.activityId !== null ? (
        <ButtonLink size="small" to={`/plan/activities/${line.activityId}`}>
          Подготовить
        </ButtonLink>
      ) : null,
  },
];

const otherColumns = columns.filter(({ key }) => key === 'items');

/** Lines of one section of the folder. */
export function FolderTable({ lines }: { lines: readonly FolderLine[] }) {
  const isOther = lines.every(({ activityId }) => activityId === null);
  return (
    <DataTable
      caption={`${isOther ? 'Документов' : 'Строк'}: ${lines.length}`}
      columns={isOther ? otherColumns : columns}
      rows={lines}
      rowKey={(line) => line.number}
      empty={null}
    />
  );
}

function Items({ line }: { line: FolderLine }) {
  if (line.items.length === 0 && line.remark === '') return 'пока ничего';
  return (
    <Stack gap="small">
      {line.items.map((item) => (
        <Item key={`${item.number}-${item.words}`} item={item} />
      ))}
      {line.remark !== '' && (
        <Text size="small" tone="quiet">
          {line.remark}.
        </Text>
      )}
    </Stack>
  );
}

function Item({ item }: { item: FolderItem }) {
  return (
    <Text as="div">
      {item.number} <ItemLink item={item} />
      {item.isRepeated && ' (стоит там)'}
      {item.mark !== '' && ` – ${item.mark}`}
    </Text>
  );
}

function ItemLink({ item: { paper, file, url, words } }: { item: FolderItem }) {
  if (paper !== null) return <TextLink to={`/documents/${paper.id}`}>{words}</TextLink>;
  if (file !== null) {
    return (
      <TextLink to={`/files/${file.id}`} download>
        {words}
      </TextLink>
    );
  }
  return url === null ? words : <a href={url}>{words}</a>;
}

function Owes({ line }: { line: FolderLine }) {
  const owes = line.state === 'missing' || line.state === 'not_due';
  const day = line.dueOn === null ? line.deadlineText || 'без срока' : formatDay(line.dueOn);
  if (!owes) return day;
  return (
    <>
      {line.responsibles.length === 0 ? 'Ответственный не назначен' : line.responsibles.join(', ')}
      <Text size="small" tone={line.isOverdue ? 'danger' : 'quiet'}>
        {line.isOverdue ? `просрочено: ${day}` : day}
      </Text>
    </>
  );
}
