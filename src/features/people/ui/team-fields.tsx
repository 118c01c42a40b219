import { teamKindLabels } from '#src/features/people/labels.ts';
import { CheckboxGroupField, RadioField, type DescribedOption } from '#src/ui/choice-fields.tsx';
import { SelectField, TextField, type Option } from '#src/ui/fields.tsx';
import { Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState } from '#src/ui/notice.tsx';

/** Labels of the form of a team, also for its error summary. */
export const teamFieldLabels = {
  name: 'Название',
  kind: 'Какая это группа',
  schoolYear: 'Учебный год',
  memberIds: 'Кто входит',
};

interface Values {
  readonly name: string;
  readonly kind: 'organizers' | 'other';
  readonly schoolYear: number;
  readonly memberIds: readonly string[];
  /** Those of them whose duties can be written now. */
  readonly members: readonly { readonly id: string; readonly name: string; readonly duty: string }[];
}

/** The fields of a team. `people` are those who may be chosen. */
export function TeamFields({
  team,
  people,
  years,
}: {
  team: Values;
  people: readonly DescribedOption[];
  years: readonly Option[];
}) {
  return (
    <>
      <TextField
        name="name"
        label={teamFieldLabels.name}
        description="Например, «Рабочая группа по наставничеству»"
        required
        maxLength={200}
        defaultValue={team.name}
      />
      <SelectField
        name="schoolYear"
        label={teamFieldLabels.schoolYear}
        options={years}
        defaultValue={String(team.schoolYear)}
      />
      <RadioField
        name="kind"
        label={teamFieldLabels.kind}
        defaultValue={team.kind}
        options={[
          { value: 'organizers', label: teamKindLabels.organizers },
          { value: 'other', label: teamKindLabels.other },
        ]}
      />
      {people.length === 0 ? (
        <EmptyState title="Выбирать пока не из кого">
          Сначала <TextLink to="/people/import">внесите сотрудников</TextLink>, потом отметьте, кто входит в
          группу.
        </EmptyState>
      ) : (
        <CheckboxGroupField
          name="memberIds"
          label={teamFieldLabels.memberIds}
          options={people}
          defaultValue={team.memberIds}
        />
      )}
      {team.members.length === 0 ? (
        <Text size="small" tone="quiet">
          Что делает каждый, можно написать на странице группы, когда она сохранена.
        </Text>
      ) : (
        <>
          <Text strong>Что делает каждый</Text>
          <Text size="small" tone="quiet">
            Встанет в приказ о рабочей группе. Где пусто, там будут обычные обязанности по роли. Кого отметите
            сейчас, тому поле появится после сохранения.
          </Text>
          {team.members.map(({ id, name, duty }) => (
            <TextField key={id} name={`duties.${id}`} label={name} maxLength={200} defaultValue={duty} />
          ))}
        </>
      )}
    </>
  );
}
