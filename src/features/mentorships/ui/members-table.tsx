import { sideLabels } from '#src/features/programmes/labels.ts';
import type { Member } from '#src/features/mentorships/rules.ts';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';

const columns: readonly Column<Member>[] = [
  {
    key: 'name',
    header: 'Кто',
    isTitle: true,
    cell: (member) =>
      member.name === '' ? (
        'имя не показывается'
      ) : (
        <TextLink to={`/banks/${member.side}s/${member.personId}`}>{member.name}</TextLink>
      ),
  },
  { key: 'side', header: 'Роль', cell: (member) => sideLabels[member.side] },
  {
    key: 'from',
    header: 'С',
    cell: (member) => (member.startedOn === null ? '–' : formatDayShort(member.startedOn)),
  },
  {
    key: 'to',
    header: 'По',
    cell: (member) =>
      member.endedOn === null
        ? '–'
        : `${formatDayShort(member.endedOn)}${member.endReason === '' ? '' : `: ${member.endReason}`}`,
  },
];

/** Who is in a mentorship and who was. */
export function MembersTable({ members }: { members: readonly Member[] }) {
  return (
    <DataTable
      caption="Сейчас и раньше"
      columns={columns}
      rows={members}
      rowKey={(member) => member.id}
      empty={<Text>Никого нельзя показать: согласия отозваны.</Text>}
    />
  );
}
