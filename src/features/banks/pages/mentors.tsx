import { abilityTexts } from '#src/features/accounts/labels.ts';
import { banksRefusalText, mentorStateLabels } from '#src/features/banks/labels.ts';
import { MENTOR_STATES } from '#src/features/banks/rules/admission.ts';
import { formatAges } from '#src/features/banks/rules/entries.ts';
import { readAsked } from '#src/features/banks/pages/bank-list.ts';
import { mentorFilter } from '#src/features/banks/schema.ts';
import { BankPage } from '#src/features/banks/ui/bank-page.tsx';
import type { Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/mentors';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { lists, words } = site(context).services.banks;
  const filter = mentorFilter.parse(Object.fromEntries(url.searchParams));
  const found = await lists.mentors(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  return {
    ...found.value,
    can: abilityTexts(found.value.can),
    words: await words.suggest(signedIn, organizationId),
    ...readAsked(url, filter, '/banks/mentors'),
  };
}

type Line = Awaited<ReturnType<typeof loader>>['rows'][number];

const columns: readonly Column<Line>[] = [
  {
    key: 'name',
    header: 'Имя',
    isTitle: true,
    cell: (row) => (
      <>
        <TextLink to={`/banks/mentors/${row.personId}`}>{row.name}</TextLink>
        <Text size="small" tone="quiet">
          {row.workplace}
        </Text>
      </>
    ),
  },
  {
    key: 'offer',
    header: 'В чём помогает',
    cell: (row) => (
      <>
        {row.competences.join(', ')}
        {row.interests.length > 0 && (
          <Text size="small" tone="quiet">
            интересы: {row.interests.join(', ')}
          </Text>
        )}
      </>
    ),
  },
  { key: 'ages', header: 'Возраст', cell: (row) => formatAges(row) || 'любой' },
  { key: 'state', header: 'Состояние', cell: (row) => mentorStateLabels[row.state] },
  {
    key: 'mentees',
    header: 'Наставляемых',
    numeric: true,
    cell: (row) => `${row.mentees} из ${row.menteeLimit}`,
  },
  { key: 'entered', header: 'В базе с', cell: (row) => formatDayShort(row.enteredOn) },
];

export default function Mentors({ loaderData }: Route.ComponentProps) {
  return (
    <BankPage
      side="mentor"
      lead="Кто и в чём готов помочь, кто допущен и у кого есть место. Здесь только те, чьё согласие действует."
      addLabel="Внести наставника"
      firstLabel="Внести первого наставника"
      countLabel="Наставников"
      emptyWords="Предложение вносит сам наставник со своей страницы, куратор – за него или с бумажного бланка."
      standing="Все, кто не в архиве"
      states={[
        ...MENTOR_STATES.map((state) => ({ value: state, label: mentorStateLabels[state] })),
        { value: 'admitted', label: 'все допущенные' },
        { value: 'all', label: 'все, и архив' },
      ]}
      columns={columns}
      found={loaderData}
    />
  );
}
