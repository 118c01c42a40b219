import type { Side } from '#src/features/programmes/rules/sides.ts';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import {
  cardLevelLabels,
  itemKindLabels,
  sidesLabels,
  surveysRefusalText,
} from '#src/features/surveys/labels.ts';
import { resultFilter } from '#src/features/surveys/schema.ts';
import type { ItemSummary, PairSummary } from '#src/features/surveys/rules/summarise.ts';
import { waveCrumbs } from '#src/features/surveys/ui/survey-tabs.tsx';
import { Bars } from '#src/ui/bars.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/results';

export async function loader({ context, params, url }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const filter = resultFilter.parse(
    Object.fromEntries([...url.searchParams].filter(([, value]) => value !== '')),
  );
  const found = await site(context).services.surveys.results.view(signedIn, params.waveId, filter);
  if (!found.ok) return throwRefusal(found.refusal, surveysRefusalText(found.refusal));
  const { wave, can, ...rest } = found.value;
  const { id, title, isAnonymous, state } = wave;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  return { ...rest, wave: { id, title, isAnonymous, state }, can: abilityTexts(can), isFiltered };
}

const figure = (value: number): string =>
  value.toLocaleString('ru', { maximumFractionDigits: 1, minimumFractionDigits: 1 });

export default function Results({ loaderData }: Route.ComponentProps) {
  const { wave, stage, invited, answered, rate, items, groups, card, compare, isFiltered } = loaderData;
  const here = `/surveys/waves/${wave.id}`;
  const hasGroups = groups.classes.length + groups.sides.length + groups.forms.length > 0;
  const lead =
    isFiltered && invited === 0
      ? `Ответов в этой группе: ${answered}`
      : `Ответили ${answered} из ${invited} приглашённых (${rate} %)`;
  return (
    <Page
      title="Итоги опроса"
      lead={`${wave.title}. ${lead}.`}
      breadcrumbs={waveCrumbs(wave.id, wave.title)}
      actions={
        stage === 'shown' ? (
          <ButtonLink to={`${here}/export`} download>
            Скачать XLSX
          </ButtonLink>
        ) : undefined
      }
    >
      {stage === 'open' && (
        <Notice title="Итоги появятся после завершения опроса">
          Опрос без имён: пока он идёт, по изменению итогов можно было бы узнать последний ответ.
        </Notice>
      )}
      {stage === 'few' && (
        <Notice kind="warning" title="Ответили меньше пяти человек">
          Ответы такой маленькой группы не показываем: по ним можно было бы узнать людей.
        </Notice>
      )}
      {stage === 'shown' && (
        <>
          {hasGroups && (
            <>
              <FilterBar>
                {groups.classes.length > 0 && (
                  <SelectField
                    name="class"
                    label="Класс"
                    empty="Все"
                    options={groups.classes.map((one) => ({ value: one, label: one }))}
                  />
                )}
                {groups.sides.length > 0 && (
                  <SelectField
                    name="side"
                    label="Сторона"
                    empty="Все"
                    options={groups.sides.map((one) => ({ value: one, label: sidesLabels[one as Side] }))}
                  />
                )}
                {groups.forms.length > 0 && (
                  <SelectField
                    name="form"
                    label="Форма"
                    empty="Все"
                    options={groups.forms.map((one) => ({ value: one, label: formTitle(one) }))}
                  />
                )}
              </FilterBar>
              {wave.isAnonymous && (
                <Text tone="quiet" size="small">
                  Группы, где ответили меньше пяти, соединены с другими, поэтому некоторых классов и форм в
                  отборе нет.
                </Text>
              )}
            </>
          )}
          {card !== null && (
            <Notice title={`Карта куратора: ${figure(card.sum)} из 18`}>{cardLevelLabels[card.level]}</Notice>
          )}
          {answered === 0 ? (
            <EmptyState title="Ответов пока нет">Напомните о нём тем, кто не ответил.</EmptyState>
          ) : (
            items.map((one) => <ItemResult key={one.item.id} summary={one} isAnonymous={wave.isAnonymous} />)
          )}
        </>
      )}
      {compare !== null && <Compare compare={compare} />}
    </Page>
  );
}

function ItemResult({ summary, isAnonymous }: { summary: ItemSummary; isAnonymous: boolean }) {
  const { item, asked, n, mean, shares, texts, isHidden } = summary;
  const rate = asked === 0 ? '' : ` из ${asked} (${Math.round((n / asked) * 100)} %)`;
  return (
    <Section title={item.text} level={2}>
      {isHidden ? (
        <Text tone="quiet">На этот вопрос в группе ответили меньше пяти человек: не показываем.</Text>
      ) : (
        <>
          <Text tone="quiet" size="small">
            {itemKindLabels[item.kind]}; ответили {n}
            {rate}
            {mean !== null &&
              (item.kind === 'yes_no' ? `; «да» ${Math.round(mean * 100)} %` : `; среднее ${figure(mean)}`)}
          </Text>
          {shares.length > 0 && (
            <Bars
              caption={item.text}
              total={n}
              bars={shares.map(({ key, text, count }) => ({ key, label: text, count }))}
            />
          )}
          {texts.length > 0 && (
            <Disclosure title={`Ответы словами: ${texts.length}`}>
              {isAnonymous && (
                <Text tone="quiet" size="small">
                  Не пытайтесь узнать автора: человеку обещали, что анкета без имени.
                </Text>
              )}
              <ul>
                {texts.map((text, index) => (
                  // Sorted words may repeat; their place is all that tells them apart.
                  // oxlint-disable-next-line react/no-array-index-key
                  <li key={index}>
                    <Text as="span" verbatim>
                      {text}
                    </Text>
                  </li>
                ))}
              </ul>
            </Disclosure>
          )}
        </>
      )}
    </Section>
  );
}

function Compare({ compare }: { compare: NonNullable<Route.ComponentProps['loaderData']['compare']> }) {
  const value = (one: PairSummary, of: 'before' | 'after' | 'change'): string => {
    const number = one[of];
    if (number === null) return 'мало ответов';
    const text = one.kind === 'yes_no' ? `${Math.round(number * 100)} %` : figure(number);
    return of === 'change' && number > 0 ? `+${text}` : text;
  };
  const columns: readonly Column<PairSummary>[] = [
    { key: 'text', header: 'Показатель', isTitle: true, cell: (row) => row.text },
    { key: 'before', header: 'До', numeric: true, cell: (row) => value(row, 'before') },
    { key: 'after', header: 'После', numeric: true, cell: (row) => value(row, 'after') },
    { key: 'change', header: 'Разница', numeric: true, cell: (row) => value(row, 'change') },
    { key: 'n', header: 'Человек (n)', numeric: true, cell: (row) => row.n },
  ];
  return (
    <Section title="До и после">
      <Text tone="quiet">
        «{compare.beforeTitle}» и «{compare.afterTitle}»: ответы одних и тех же людей. Вывод не делаем, если
        их меньше десяти.
      </Text>
      {compare.stage === 'open' && <Notice>Сравнение появится, когда завершатся оба опроса.</Notice>}
      {compare.stage === 'few' && (
        <Notice>На оба опроса ответили {compare.respondents} человек: для вывода этого мало.</Notice>
      )}
      {compare.stage === 'shown' && (
        <DataTable
          caption={`Показателей: ${compare.pairs.length}`}
          columns={columns}
          rows={compare.pairs}
          rowKey={(row) => row.pair}
          empty={<EmptyState title="В анкетах нет парных вопросов">Сравнивать нечего.</EmptyState>}
        />
      )}
    </Section>
  );
}
