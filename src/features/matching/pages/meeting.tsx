import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { sectionTitle } from '#src/features/matching/papers/meeting-list.ts';
import type { Invited } from '#src/features/matching/rules/meeting.ts';
import { meetingFilter } from '#src/features/matching/schema.ts';
import { DRAFT_CRUMBS } from '#src/features/matching/ui/draft-head.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DataTable, type Column } from '#src/ui/data-table.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { Card, Row, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/meeting';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const { form = null } = meetingFilter.parse(Object.fromEntries(url.searchParams));
  const found = await site(context).services.matching.meeting(signedIn, organizationId, form);
  if (!found.ok) return throwRefusal(found.refusal, matchingRefusalText(found.refusal));
  return { sections: found.value.sections, form };
}

type Line = Invited & { readonly number: number; readonly side: string };

const columns: readonly Column<Line>[] = [
  { key: 'number', header: '№', numeric: true, cell: ({ number }) => number },
  { key: 'name', header: 'Кто', isTitle: true, cell: ({ name }) => name },
  { key: 'where', header: 'Класс или должность', cell: ({ where }) => where || '–' },
  { key: 'side', header: 'Сторона', cell: ({ side }) => side },
];

/** The list of the group meeting: whom to ask, and the two papers of it. */
export default function Meeting({ loaderData }: Route.ComponentProps) {
  const { sections, form } = loaderData;
  const file = (format: string) =>
    `/matching/meeting/file?format=${format}${form === null ? '' : `&form=${form}`}`;
  return (
    <Page
      title="Групповая встреча"
      lead="Кого позвать перед подбором пар: допущенные наставники и все, кто ищет наставника."
      breadcrumbs={DRAFT_CRUMBS}
      actions={
        sections.length > 0 ? (
          <>
            <ButtonLink look="main" download to={file('pdf')}>
              Скачать PDF
            </ButtonLink>
            <ButtonLink download to={file('docx')}>
              Скачать DOCX
            </ButtonLink>
          </>
        ) : undefined
      }
    >
      <FilterBar>
        <SelectField
          name="form"
          label="Форма"
          empty="Все, каждый один раз"
          options={mentoringForms.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </FilterBar>
      {sections.length === 0 ? (
        <EmptyState
          title="Звать пока некого"
          action={
            <Row>
              <ButtonLink look="main" to="/banks/admission">
                Допуск наставников
              </ButtonLink>
              <ButtonLink to="/banks/mentees">База наставляемых</ButtonLink>
            </Row>
          }
        >
          {form === null
            ? 'Нет ни допущенных наставников со свободным временем, ни тех, кто ищет наставника.'
            : 'Для этой формы никого нет: выберите другую или всех.'}
        </EmptyState>
      ) : (
        <>
          <Card soft>
            <Text>
              В скачанном списке есть место отметить, кто пришёл, и записать, с кем каждый хотел бы работать.
              Запросов и контактов в нём нет: он лежит на виду.
            </Text>
            <Text>
              После встречи спросите о том же анкетой – её ответы учтёт подбор:{' '}
              <TextLink to="/surveys/new?library=preferences">начать анкету предпочтений</TextLink>,{' '}
              <TextLink to="/surveys">все опросы</TextLink>.
            </Text>
          </Card>
          {sections.map((section) => (
            <Section key={section.form ?? 'none'} title={sectionTitle(section)}>
              <DataTable
                caption={sectionTitle(section)}
                isCaptionHidden
                columns={columns}
                rows={[
                  ...section.mentors.map((one) => ({ ...one, side: 'наставник' })),
                  ...section.mentees.map((one) => ({ ...one, side: 'наставляемый' })),
                ].map((one, index): Line => ({ ...one, number: index + 1 }))}
                rowKey={({ personId, side }) => `${side} ${personId}`}
                empty={null}
              />
            </Section>
          ))}
        </>
      )}
    </Page>
  );
}
