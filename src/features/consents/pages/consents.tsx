import { abilityTexts } from '#src/features/accounts/labels.ts';
import {
  consentsRefusalText,
  personKindLabels,
  purposeLabels,
  shortPurposeLabels,
  stateFilterLabels,
} from '#src/features/consents/labels.ts';
import { PERSON_KINDS, PURPOSES } from '#src/features/consents/rules/purposes.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import type { Matrix } from '#src/features/consents/service.server.ts';
import { ConsentBadge } from '#src/features/consents/ui/consent-badge.tsx';
import { ConsentsTabs } from '#src/features/consents/ui/consents-tabs.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { SearchField, SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { TextLink } from '#src/ui/layout.tsx';
import { Menu, MenuLink } from '#src/ui/menu.tsx';
import { EmptyState, NoRight } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { Pagination } from '#src/ui/pagination.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/consents';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const filter = matrixFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.consents.matrix(signedIn, organizationId, filter);
  if (!found.ok) return throwRefusal(found.refusal, consentsRefusalText(found.refusal));
  const asked = new URLSearchParams(url.searchParams);
  asked.delete('page');
  return {
    ...found.value,
    can: abilityTexts(found.value.can),
    query: asked.size === 0 ? '' : `?${asked.toString()}`,
    isFiltered:
      filter.words !== '' ||
      filter.classId !== undefined ||
      filter.kind !== undefined ||
      filter.state !== undefined,
  };
}

const columns: readonly Column<Matrix['rows'][number]>[] = [
  {
    key: 'name',
    header: 'Человек',
    isTitle: true,
    cell: (row) => <TextLink to={`/consents/people/${row.id}`}>{row.name}</TextLink>,
  },
  { key: 'class', header: 'Класс', cell: (row) => row.classLabel },
  ...PURPOSES.map((purpose, index) => ({
    key: purpose,
    header: shortPurposeLabels[purpose],
    cell: (row: Matrix['rows'][number]) => {
      const cell = row.cells[index];
      return cell === undefined ? null : <ConsentBadge cell={cell} />;
    },
  })),
];

export default function Consents({ loaderData }: Route.ComponentProps) {
  const { rows, total, page, pageSize, classes, can, query, isFiltered, isOwnClass } = loaderData;
  const mayEnter = can['consents.enter'] === true;
  return (
    <Page
      title="Согласия"
      lead={
        isOwnClass
          ? 'Ученики вашего класса. Без согласия на обработку в наставничестве хранятся только имя и класс.'
          : 'Кто какое согласие дал. Без согласия на обработку в наставничестве хранятся только имя и класс.'
      }
      actions={
        <>
          {mayEnter && (
            <ButtonLink look="main" to={`/consents/enter${query}`}>
              Внести подписанные
            </ButtonLink>
          )}
          <Menu label="Напечатать и скачать" framed>
            {mayEnter && <MenuLink to={`/consents/print${query}`}>Бланки для подписи</MenuLink>}
            <MenuLink to={`/consents/export${query}`} download>
              Реестр в XLSX
            </MenuLink>
          </Menu>
        </>
      }
    >
      {!isOwnClass && <ConsentsTabs current="/consents" isKeeper={can['consents.destroy'] === true} />}
      {!mayEnter && <NoRight reason={String(can['consents.enter'])} />}
      <FilterBar>
        <SearchField name="words" label="Имя" />
        <SelectField
          name="classId"
          label="Класс"
          empty="Все"
          options={classes.map(({ id, label }) => ({ value: id, label }))}
        />
        {!isOwnClass && (
          <SelectField
            name="kind"
            label="Кто"
            empty="Все"
            options={PERSON_KINDS.map((kind) => ({ value: kind, label: personKindLabels[kind] }))}
          />
        )}
        <SelectField
          name="purpose"
          label="Согласие"
          options={PURPOSES.map((purpose) => ({ value: purpose, label: purposeLabels[purpose] }))}
        />
        <SelectField
          name="state"
          label="Состояние"
          empty="Любое"
          options={Object.entries(stateFilterLabels).map(([value, label]) => ({ value, label }))}
        />
      </FilterBar>
      <DataTable
        caption={`Людей: ${total}`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          isFiltered || page > 1 ? (
            <EmptyState
              title="Никого не нашлось"
              action={<ButtonLink to="/consents">Показать всех</ButtonLink>}
            >
              Измените имя или снимите отбор.
            </EmptyState>
          ) : (
            <EmptyState
              title="Пока никого нет"
              action={
                isOwnClass ? undefined : (
                  <ButtonLink look="main" to="/people">
                    К списку людей
                  </ButtonLink>
                )
              }
            >
              {isOwnClass
                ? 'В вашем классе этого года пока нет учеников: их добавляет куратор.'
                : 'Сначала загрузите учеников и сотрудников, потом напечатайте им бланки согласий.'}
            </EmptyState>
          )
        }
      />
      <Pagination page={page} pageSize={pageSize} total={total} />
    </Page>
  );
}
