import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatTimes } from '#src/features/banks/rules/times.ts';
import { urgencyLabels } from '#src/features/banks/labels.ts';
import { formatScore, matchingRefusalText } from '#src/features/matching/labels.ts';
import type { Barrier } from '#src/features/matching/rules/look.ts';
import { ruleText, weightTexts } from '#src/features/matching/rules/settings.ts';
import { shapeDraft } from '#src/features/matching/pages/shape.ts';
import { DRAFT_CRUMBS } from '#src/features/matching/ui/draft-head.tsx';
import { MarkButton } from '#src/features/matching/ui/mark-button.tsx';
import { RefusedChange } from '#src/features/matching/ui/refused-change.tsx';
import { Badge } from '#src/ui/badge.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { HiddenField, SelectField } from '#src/ui/fields.tsx';
import { ConfirmButton, Form } from '#src/ui/form.tsx';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Card, Row, Stack, Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/draft-mentee';

/** Alternatives that anybody would look at. */
const SHOWN = 30;

export { shouldRevalidate } from '#src/features/matching/ui/after-conflict.ts';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const { services } = site(context);
  const found = await services.matching.mentee(signedIn, params.draftId, params.personId);
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  const { alternatives, blocked } = found.value;
  return {
    ...found.value,
    alternatives: alternatives.slice(0, SHOWN),
    blocked: blocked.slice(0, SHOWN),
    counts: { alternatives: alternatives.length, blocked: blocked.length },
    can: abilityTexts(found.value.can),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const here = `/matching/${params.draftId}/mentees/${params.personId}`;
  return shapeDraft(context, params.draftId, await request.formData(), here);
}

type Line = Awaited<ReturnType<typeof loader>>['alternatives'][number];

const barrierWords: Readonly<Record<Exclude<Barrier, 'rule'>, string>> = {
  ban: 'исключена вами',
  no_place: 'свободных мест нет',
  weaker: 'самая слабая пара стала бы ещё слабее',
  leaves_out: 'кто-то другой останется без пары',
  unknown: 'цена не посчитана',
};

/**
 * «всем вместе хуже на 12 % одной пары»: what a pin would cost, in shares of one whole pair. @param takesAPlace of somebody else,
 * because there is none for whoever is asked about
 */
function costWords({ isNow, costs, blockedBy, barrier }: Line, takesAPlace: boolean): string {
  const share = costs === null ? 0 : Math.round(costs * 100);
  const worse = share <= 0 ? '' : `всем вместе хуже на ${share} % одной пары`;
  if (isNow) return ['сейчас', ...(worse === '' ? [] : [worse])].join('; ');
  // A confidential rule has no words for whoever may not know it.
  if (barrier === 'rule') return blockedBy.map((id) => ruleText(id).blocked).join('; ') || 'не подходит';
  if (barrier !== null) return barrierWords[barrier];
  const parts = [...(takesAPlace ? [barrierWords.leaves_out] : []), ...(worse === '' ? [] : [worse])];
  return parts.join('; ') || 'не хуже';
}

function columnsOf(menteeId: string, mayShape: boolean, takesAPlace: boolean): readonly Column<Line>[] {
  const columns: Column<Line>[] = [
    {
      key: 'mentor',
      header: 'Наставник',
      isTitle: true,
      cell: ({ mentor, mark, isNow }) => (
        <>
          {mentor.name} {isNow && <Badge tone="info">сейчас</Badge>}{' '}
          {mark !== null && (
            <Badge tone={mark === 'pin' ? 'info' : 'warning'}>
              {mark === 'pin' ? 'закреплена' : 'исключена'}
            </Badge>
          )}
          <Text size="small" tone="quiet">
            {mentor.where}
          </Text>
        </>
      ),
    },
    { key: 'score', header: 'Подходят', numeric: true, cell: ({ score }) => formatScore(score) },
    { key: 'cost', header: 'Если закрепить', cell: (line) => costWords(line, takesAPlace) },
    { key: 'words', header: 'Почему', cell: ({ words }) => <Text size="small">{words}</Text> },
  ];
  if (mayShape) {
    columns.push({
      key: 'marks',
      header: 'Решение',
      screenOnly: true,
      cell: ({ mentor, mark, blockedBy, barrier }) => (
        <Row gap="none">
          {mark !== null && (
            <MarkButton kind="free" menteeId={menteeId} mentorId={mentor.personId}>
              Снять отметку
            </MarkButton>
          )}
          {mark === null && barrier !== 'no_place' && !blockedBy.some((id) => ruleText(id).isLaw) && (
            <MarkButton kind="pin" menteeId={menteeId} mentorId={mentor.personId}>
              Закрепить
            </MarkButton>
          )}
          {mark === null && barrier !== 'rule' && (
            <MarkButton kind="ban" menteeId={menteeId} mentorId={mentor.personId}>
              Исключить
            </MarkButton>
          )}
        </Row>
      ),
    });
  }
  return columns;
}

function pairWords(pair: { readonly name: string; readonly score: number } | null): string {
  return pair === null ? 'без пары' : `${pair.name}, ${formatScore(pair.score)}`;
}

export default function DraftMentee({ loaderData, actionData }: Route.ComponentProps) {
  const { draft, mentee, row, told, alternatives, counts, blocked, moved, unmatched, others, can } =
    loaderData;
  const mayShape = can['matching.edit'] === true && draft.state === 'open';
  // Where as many as can be are served, whoever has no pair can only have the place of another.
  const takesAPlace = row.pair === null && draft.settings.aim !== 'total';
  const columns = columnsOf(mentee.personId, mayShape, takesAPlace);
  const titles = new Map<string, string>(weightTexts.map(({ id, title }) => [id, title]));
  return (
    <Page
      title={mentee.name}
      lead={[mentee.className || (mentee.posts[0] ?? ''), mentee.mainRequest]
        .filter((part) => part !== '')
        .join(' · ')}
      breadcrumbs={[...DRAFT_CRUMBS, { to: `/matching/${draft.id}`, label: draft.title }]}
    >
      <RefusedChange state={actionData} />
      <Card soft>
        <KeyValue
          items={[
            { key: 'Запрос', value: mentee.tags.join(', ') || mentee.mainRequest },
            { key: 'Срочность', value: urgencyLabels[mentee.urgency] ?? '' },
            { key: 'Когда может', value: formatTimes(mentee.times) || 'не сказано' },
            {
              key: 'Наставник',
              value:
                row.mentor === null
                  ? 'пока нет'
                  : `${row.mentor.name}, подходят на ${formatScore(row.pair?.score ?? null)}`,
            },
          ]}
        />
        <Text>{row.words}</Text>
      </Card>
      {unmatched !== null && (
        <Section title="Что поможет найти пару">
          {unmatched.changes.length === 0 ? (
            <Notice kind="warning" title="Одним изменением не обойтись">
              Нужен новый наставник под этот запрос или сразу несколько изменений. Пока пары нет, назначьте
              тех, кто поддержит, в карточке запроса.
            </Notice>
          ) : (
            <Stack gap="small">
              {unmatched.changes.map((change) => (
                <Notice key={`${change.kind} ${change.atId} ${change.rule ?? ''}`} kind="info">
                  {change.words}
                </Notice>
              ))}
              <Text size="small" tone="quiet">
                Каждое изменение проверено: с ним у этого человека появляется пара. После изменения в базах
                нажмите «Перечитать базы» в таблице подбора.
              </Text>
            </Stack>
          )}
        </Section>
      )}
      {told.length > 0 && (
        <Disclosure title="Из чего сложилась оценка">
          <KeyValue
            items={told.map(({ id, score, weight, reason }) => ({
              key: titles.get(id) ?? id,
              value: `${formatScore(score)}, вес ${weight}${reason === null ? '' : ` – ${reason.words}`}`,
            }))}
          />
        </Disclosure>
      )}
      {moved.length > 0 && (
        <Disclosure title={`У кого из-за закрепления другая пара: ${moved.length}`}>
          <KeyValue
            items={moved.slice(0, SHOWN).map(({ name, without, now }) => ({
              key: name,
              value: `${pairWords(now)}; без закрепления – ${pairWords(without)}`,
            }))}
          />
        </Disclosure>
      )}
      {mayShape && row.mentor !== null && others.length > 0 && (
        <ConfirmButton
          label="Поменяться наставниками"
          question="Два наставляемых получат наставников друг друга, обе пары закрепятся."
          confirmLabel="Поменять"
          intent="swap"
          fields={{ version: String(draft.version), menteeId: mentee.personId }}
          state={actionData}
        >
          <SelectField
            name="withId"
            label="С кем"
            required
            empty="Начните набирать фамилию"
            options={others.map(({ personId, name, where }) => ({
              value: personId,
              label: where === '' ? name : `${name}, ${where}`,
            }))}
          />
        </ConfirmButton>
      )}
      <Section title="Кто подойдёт">
        <Form intent="mark" wide>
          <HiddenField name="version" value={draft.version} />
          <DataTable
            caption={`Возможных наставников: ${counts.alternatives}. Сначала те, с кем всем вместе лучше`}
            columns={columns}
            rows={alternatives}
            rowKey={({ mentor }) => mentor.personId}
            empty={<Text tone="quiet">Условия не пропускают ни одного наставника.</Text>}
          />
          {counts.blocked > 0 && (
            <Disclosure title={`С кем сейчас нельзя: ${counts.blocked}`}>
              <DataTable
                caption="Если мешает условие, пару можно закрепить с предупреждением, кроме запрещённых законом"
                columns={columns}
                rows={blocked}
                rowKey={({ mentor }) => mentor.personId}
                empty={null}
              />
            </Disclosure>
          )}
        </Form>
        {Math.max(counts.alternatives, counts.blocked) > SHOWN && (
          <Text size="small" tone="quiet">
            Показаны первые {SHOWN}: у остальных оценка ниже или цена выше.
          </Text>
        )}
      </Section>
    </Page>
  );
}
