import { plural } from '#src/lib/russian/plural.ts';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { banksRefusalText, requestStateLabels } from '#src/features/banks/labels.ts';
import { isUnpaired, REQUEST_STATES } from '#src/features/banks/rules/entries.ts';
import { readAsked } from '#src/features/banks/pages/bank-list.ts';
import { menteeFilter } from '#src/features/banks/schema.ts';
import { BankPage } from '#src/features/banks/ui/bank-page.tsx';
import { Badge } from '#src/ui/badge.tsx';
import type { Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/mentees';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { lists, words } = site(context).services.banks;
  const filter = menteeFilter.parse(Object.fromEntries(url.searchParams));
  const found = await lists.mentees(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  return {
    ...found.value,
    can: abilityTexts(found.value.can),
    words: await words.suggest(signedIn, organizationId),
    ...readAsked(url, filter, '/banks/mentees'),
  };
}

type Line = Awaited<ReturnType<typeof loader>>['rows'][number];

const columns: readonly Column<Line>[] = [
  {
    key: 'name',
    header: 'Имя',
    isTitle: true,
    cell: (row) => <TextLink to={`/banks/mentees/${row.personId}`}>{row.name}</TextLink>,
  },
  { key: 'class', header: 'Класс', cell: (row) => row.className || '–' },
  {
    key: 'request',
    header: 'Запрос',
    cell: (row) => (
      <>
        {row.mainRequest}
        {row.urgency === 3 && <Badge tone="warning">нужно скоро</Badge>}
        {row.tags.length > 0 && (
          <Text size="small" tone="quiet">
            {row.tags.join(', ')}
          </Text>
        )}
      </>
    ),
  },
  {
    key: 'state',
    header: 'Состояние',
    cell: (row) => (
      <>
        {requestStateLabels[row.state]}
        {isUnpaired(row.state) && (
          <Text size="small" tone="quiet">
            {row.supporter === '' ? 'никто не поддерживает' : `поддерживает ${row.supporter}`}
          </Text>
        )}
        {isUnpaired(row.state) && row.declinedCount > 0 && (
          <Text size="small" tone="quiet">
            не сложилось: {plural(row.declinedCount, 'пара', 'пары', 'пар')}
          </Text>
        )}
        {row.isProposed && <Badge tone="info">ждём ответа о паре</Badge>}
      </>
    ),
  },
  {
    key: 'mentor',
    header: 'Наставник',
    cell: (row) => {
      const [first] = row.mentorships;
      return first === undefined ? (
        '–'
      ) : (
        <>
          {first.names.join(', ')}
          <Text size="small" tone="quiet">
            {formTitle(first.form)}
          </Text>
        </>
      );
    },
  },
  { key: 'entered', header: 'В базе с', cell: (row) => formatDayShort(row.enteredOn) },
];

export default function Mentees({ loaderData }: Route.ComponentProps) {
  return (
    <BankPage
      side="mentee"
      lead="Кому и с чем нужна помощь. Здесь только те, чьё согласие действует."
      addLabel="Внести запрос"
      firstLabel="Внести первый запрос"
      countLabel="Запросов"
      emptyWords="Запрос вносит сам ученик или родитель со своей страницы, куратор – за него или с бумажного бланка."
      standing="Все действующие"
      states={[
        { value: 'unpaired', label: 'без наставника, все' },
        ...REQUEST_STATES.map((state) => ({ value: state, label: requestStateLabels[state] })),
        { value: 'all', label: 'все, и прошлые' },
      ]}
      columns={columns}
      found={loaderData}
    />
  );
}
