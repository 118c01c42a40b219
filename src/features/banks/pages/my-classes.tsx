import { plural } from '#src/lib/russian/plural.ts';
import { ConsentBadge } from '#src/features/consents/ui/consent-badge.tsx';
import { banksRefusalText, requestStateLabels } from '#src/features/banks/labels.ts';
import type { OwnClass, OwnPupil } from '#src/features/banks/service.server.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/my-classes';

export async function loader({ context }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const found = await site(context).services.banks.ownClasses.view(signedIn, organizationId);
  if (!found.ok) return throwRefusal(found.refusal, banksRefusalText(found.refusal));
  return found.value;
}

const columns: readonly Column<OwnPupil>[] = [
  {
    key: 'name',
    header: 'Ученик',
    isTitle: true,
    cell: (row) => <TextLink to={`/people/${row.id}`}>{row.name}</TextLink>,
  },
  {
    key: 'consent',
    header: 'Согласие на обработку',
    cell: (row) =>
      row.consent === null ? null : (
        <TextLink to={`/consents/people/${row.id}`}>
          <ConsentBadge cell={row.consent} />
        </TextLink>
      ),
  },
  {
    key: 'asked',
    header: 'Анкеты',
    cell: (row) =>
      row.asked.length === 0 ? (
        <Text tone="quiet">не спрашивают</Text>
      ) : (
        <Stack gap="small">
          {row.asked.map((one) => (
            <Text key={one.waveId}>
              «{one.title}»: {one.isAnswered ? 'ответил(а)' : `ждём до ${formatDayShort(one.closesOn)}`}
            </Text>
          ))}
        </Stack>
      ),
  },
  { key: 'mentoring', header: 'Наставничество', cell: (row) => <MentoringOf pupil={row} /> },
];

function MentoringOf({ pupil }: { pupil: OwnPupil }) {
  const { mentoring } = pupil;
  const mentee =
    mentoring === null || (mentoring.request === null && !mentoring.isMentee)
      ? null
      : mentoring.isMentee
        ? 'наставляемый, с наставником'
        : `наставляемый, ${requestStateLabels[mentoring.request ?? 'in_bank']}`;
  const mentor =
    mentoring === null || (!mentoring.hasOffer && !mentoring.isMentor)
      ? null
      : mentoring.isMentor
        ? 'наставник, есть наставляемые'
        : 'наставник, в базе';
  if (mentee === null && mentor === null) return <Text tone="quiet">не участвует</Text>;
  return (
    <Stack gap="small">
      {mentee !== null && <TextLink to={`/banks/mentees/${pupil.id}`}>{mentee}</TextLink>}
      {mentor !== null && <TextLink to={`/banks/mentors/${pupil.id}`}>{mentor}</TextLink>}
    </Stack>
  );
}

function ClassSection({ one }: { one: OwnClass }) {
  const { pupils, counts } = one;
  const ofAll = (count: number) => `${count} из ${pupils.length}`;
  return (
    <Section
      title={`${one.label}: ${plural(pupils.length, 'ученик', 'ученика', 'учеников')}`}
      actions={
        <Row>
          <ButtonLink to={`/people/classes/${one.id}`}>Список класса</ButtonLink>
          <ButtonLink to="/consents/classes">Памятки о согласиях</ButtonLink>
        </Row>
      }
    >
      <KeyValue
        items={[
          { key: 'Согласие действует', value: ofAll(counts.consented) },
          { key: 'Ждём ответа на анкеты', value: ofAll(counts.waiting) },
          { key: 'В парах и группах', value: ofAll(counts.paired) },
          { key: 'В базах, пока без пары', value: ofAll(counts.inBank) },
        ]}
      />
      <DataTable
        caption={`Ученики ${one.label}`}
        columns={columns}
        rows={pupils}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title="В классе пока никого нет">
            Учеников вносит куратор: по одному или списком.
          </EmptyState>
        }
      />
    </Section>
  );
}

export default function MyClasses({ loaderData }: Route.ComponentProps) {
  const { classes } = loaderData;
  return (
    <Page
      title="Мои классы"
      lead="Ученики ваших классов: у кого нет согласия, чьих ответов ждём и кто участвует в наставничестве."
    >
      {classes.length === 0 ? (
        <EmptyState title="Вы не классный руководитель в этом году">
          Класс назначает куратор: «Люди», «Классы», страница класса.
        </EmptyState>
      ) : (
        classes.map((one) => <ClassSection key={one.id} one={one} />)
      )}
    </Page>
  );
}
