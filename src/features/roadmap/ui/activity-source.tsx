import type { ActivityData } from '#src/features/roadmap/ui/activity-model.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

/** What the document says about the activity, and how it was understood. */
export function ActivitySource({
  data,
  changeHref,
}: {
  data: Pick<ActivityData, 'activity' | 'meaningWords'> & {
    readonly roadmap: { readonly id: string; readonly title: string };
    readonly responsibles: readonly {
      readonly id: string;
      readonly words: string;
      readonly meant: string | null;
    }[];
  };
  /** Where the responsible is changed; null for those who may not. */
  changeHref: string | null;
}) {
  const { activity, meaningWords, responsibles, roadmap } = data;
  const { subPoints, source } = activity;
  return (
    <Section
      title="Из карты"
      actions={
        changeHref === null ? undefined : <ButtonLink to={changeHref}>Указать ответственного</ButtonLink>
      }
    >
      <KeyValue
        items={[
          { key: 'Карта', value: <TextLink to={`/roadmaps/${roadmap.id}`}>{roadmap.title}</TextLink> },
          {
            key: 'Срок в карте',
            value:
              activity.deadlineText === '' ? null : (
                <Stack gap="none">
                  <span>«{activity.deadlineText}»</span>
                  {meaningWords !== null && meaningWords !== activity.deadlineText && (
                    <Text size="small" tone="quiet">{`понято так: ${meaningWords}`}</Text>
                  )}
                </Stack>
              ),
          },
          {
            key: 'Ответственный',
            value:
              activity.responsibleText === '' && responsibles.length === 0 ? null : (
                <Stack gap="none">
                  {activity.responsibleText !== '' && <span>«{activity.responsibleText}»</span>}
                  {responsibles.map((one) => (
                    <Text
                      key={one.id}
                      size="small"
                      {...(one.meant === null ? { tone: 'danger' } : { tone: 'quiet' })}
                    >
                      {one.meant === null
                        ? `${one.words}: не указано, кто это`
                        : `${one.words}: ${one.meant}`}
                    </Text>
                  ))}
                </Stack>
              ),
          },
          {
            key: 'Результат',
            value: activity.resultText === '' ? null : <Text verbatim>{activity.resultText}</Text>,
          },
          ...(activity.activitiesText === ''
            ? []
            : [{ key: 'Мероприятия', value: <Text verbatim>{activity.activitiesText}</Text> }]),
          ...(subPoints.length === 0
            ? []
            : [
                {
                  key: 'Состав',
                  value: (
                    <ul>
                      {subPoints.map((point) => (
                        <li key={point}>{point}</li>
                      ))}
                    </ul>
                  ),
                },
              ]),
        ]}
      />
      {source !== null && source.text !== '' && (
        <Disclosure title="Строка исходного документа">
          <Text verbatim>{source.text}</Text>
        </Disclosure>
      )}
    </Section>
  );
}
