import { formTitle, mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { aimHints, aimLabels, otherSchoolsLabels } from '#src/features/matching/labels.ts';
import {
  AIMS,
  ruleTexts,
  WEIGHT_MOST,
  weightTexts,
  type MatchSettings,
} from '#src/features/matching/rules/settings.ts';
import { CheckboxField, CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { NumberField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';
import { RangeField } from '#src/ui/range-field.tsx';
import { Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { Section } from '#src/ui/page.tsx';

/** Rules, weights, aim and forms of a draft. */
export function SettingsFields({ settings }: { settings: MatchSettings }) {
  const law = ruleTexts.filter(({ isLaw }) => isLaw);
  const free = ruleTexts.filter(({ isLaw }) => !isLaw);
  const chosen = new Map(settings.forms.map((one) => [one.form, one]));
  return (
    <>
      <Section title="Что важнее в паре">
        <Text size="small" tone="quiet">
          От 0 (не учитывать) до {WEIGHT_MOST}. Важно соотношение: удвоить все веса – ничего не изменить.
        </Text>
        <FieldColumns>
          {weightTexts.map(({ id, title, hint }) => (
            <RangeField
              key={id}
              name={`weights.${id}`}
              label={title}
              description={hint}
              min={0}
              max={WEIGHT_MOST}
              defaultValue={settings.weights[id]}
            />
          ))}
        </FieldColumns>
      </Section>
      <Section title="Цель подбора">
        <RadioField
          name="aim"
          label="Что важнее для школы"
          required
          options={AIMS.map((aim) => ({ value: aim, label: aimLabels[aim], description: aimHints[aim] }))}
          defaultValue={settings.aim}
        />
      </Section>
      <Section title="Кого предлагать">
        <CheckboxField
          name="withOtherSchools"
          label={otherSchoolsLabels.title}
          description={otherSchoolsLabels.hint}
          defaultChecked={settings.withOtherSchools === true}
        />
      </Section>
      <Section title="Обязательные условия">
        <Text size="small" tone="quiet">
          Всегда: {law.map(({ title, why }) => `${title} (${why})`).join(' ')}
        </Text>
        <CheckboxGroupField
          name="rules"
          label="Остальные можно снять: пары, которые их нарушают, получат предупреждение"
          options={free.map(({ id, title }) => ({ value: id, label: title }))}
          defaultValue={free.filter(({ id }) => settings.rules[id]).map(({ id }) => id)}
        />
        <Disclosure title="Зачем нужны эти условия">
          {free.map(({ id, title, why }) => (
            <Text key={id} size="small">
              <strong>{title}.</strong> {why}
            </Text>
          ))}
        </Disclosure>
        <FieldColumns>
          <NumberField
            name="minimumOverlap"
            label="Общих промежутков недели, не меньше"
            required
            defaultValue={settings.minimumOverlap}
          />
          <NumberField
            name="seniorityGap"
            label="На сколько классов старше наставник-ученик, не меньше"
            required
            defaultValue={settings.seniorityGap}
          />
          <NumberField
            name="minimumScore"
            label="Подходят не меньше чем на, %"
            required
            defaultValue={settings.minimumScore}
          />
        </FieldColumns>
      </Section>
      <Disclosure title="Формы, группы и число наставляемых">
        {mentoringForms.map(({ id }, index) => {
          const one = chosen.get(id);
          return (
            <Section key={id} title={formTitle(id)} level={3}>
              <input type="hidden" name={`forms.${index}.form`} value={id} />
              <FieldColumns>
                <CheckboxField
                  name={`forms.${index}.isOn`}
                  label="Подбирать"
                  defaultChecked={one !== undefined}
                />
                <CheckboxField
                  name={`forms.${index}.isGroup`}
                  label="Группами"
                  defaultChecked={one?.isGroup ?? false}
                />
                <NumberField
                  name={`forms.${index}.groupMinimum`}
                  label="Группа не меньше"
                  defaultValue={one?.groupMinimum ?? 0}
                />
                <NumberField
                  name={`forms.${index}.limit`}
                  label="У одного наставника не больше"
                  description="Пусто – сколько он предложил"
                  defaultValue={one?.limit ?? ''}
                />
              </FieldColumns>
            </Section>
          );
        })}
      </Disclosure>
    </>
  );
}
