import { formTitle, mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { applicantLabels, offerLabels, requestLabels } from '#src/features/banks/labels.ts';
import type { OpenCall } from '#src/features/banks/service.server.ts';
import css from '#src/features/banks/ui/apply-fields.module.css';
import { CheckboxField, CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { DateField, HiddenField, NumberField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';
import { Card, Stack, Text } from '#src/ui/layout.tsx';
import { Section } from '#src/ui/page.tsx';
import { WordsField } from '#src/ui/words-field.tsx';

export const applyLabels = {
  ...offerLabels,
  ...requestLabels,
  familyName: 'Фамилия',
  givenName: 'Имя',
  patronymic: 'Отчество',
  birthDate: 'Дата рождения',
  kind: 'Кто вы',
  place: 'Класс, место учёбы или работы',
  phone: 'Телефон',
  email: 'Почта',
  guardianName: 'Кто подаёт заявку за ребёнка',
  timeWords: 'Когда вам удобно',
  wishes: 'Что ещё важно знать',
  consent: 'Согласие',
};

/** Everything that an applicant fills in; the words of the side that is called for. */
export function ApplyFields({ call, words }: { call: OpenCall; words: readonly string[] }) {
  const forms = call.forms.length > 0 ? call.forms : formsFor(call);
  const hasPupils = call.kinds.includes('pupil');
  return (
    <>
      <Section title="О вас">
        <FieldColumns>
          <TextField
            name="familyName"
            label={applyLabels.familyName}
            required
            maxLength={100}
            autoComplete="family-name"
          />
          <TextField
            name="givenName"
            label={applyLabels.givenName}
            required
            maxLength={100}
            autoComplete="given-name"
          />
          <TextField
            name="patronymic"
            label={applyLabels.patronymic}
            maxLength={100}
            autoComplete="additional-name"
          />
        </FieldColumns>
        <DateField
          name="birthDate"
          label={applyLabels.birthDate}
          required
          min="1900-01-01"
          max={call.today}
        />
        {call.kinds.length === 1 ? (
          <HiddenField name="kind" value={call.kinds[0] ?? ''} />
        ) : (
          <RadioField
            name="kind"
            label={applyLabels.kind}
            required
            options={call.kinds.map((kind) => ({ value: kind, label: applicantLabels[kind] ?? kind }))}
          />
        )}
        <TextField
          name="place"
          label={applyLabels.place}
          description="Например: 7А; колледж связи, 2 курс; завод «Маяк», инженер"
          maxLength={300}
        />
        <FieldColumns>
          <TextField
            name="phone"
            kind="tel"
            label={applyLabels.phone}
            description="Телефон или почта – хотя бы одно"
            maxLength={50}
            autoComplete="tel"
          />
          <TextField
            name="email"
            kind="email"
            label={applyLabels.email}
            maxLength={200}
            autoComplete="email"
          />
        </FieldColumns>
        {hasPupils && (
          <TextField
            name="guardianName"
            label={applyLabels.guardianName}
            description="Если кандидату меньше 14 лет: фамилия, имя и отчество родителя или представителя. Телефон и почта выше – его"
            maxLength={300}
          />
        )}
      </Section>
      <Section title={call.side === 'mentor' ? 'Чем вы поможете' : 'Что вам нужно'}>
        {call.side === 'mentor' ? <MentorWords words={words} /> : <MenteeWords words={words} />}
        {forms.length > 1 ? (
          <CheckboxGroupField
            name="forms"
            label={applyLabels.forms}
            description="Не знаете – не отмечайте"
            options={forms.map((id) => ({ value: id, label: formTitle(id) }))}
          />
        ) : (
          forms.map((id) => <HiddenField key={id} name="forms" value={id} />)
        )}
        <TextField
          name="timeWords"
          label={applyLabels.timeWords}
          description="Например: вторник и четверг после уроков"
          maxLength={300}
        />
        <TextAreaField name="wishes" label={applyLabels.wishes} rows={2} maxLength={2000} />
      </Section>
      <Section title={call.consent.title}>
        <Card soft>
          <Stack gap="small">
            {call.consent.paragraphs.map((text) => (
              <Text key={text}>{text}</Text>
            ))}
            <Text size="small" tone="quiet">
              Версия текста {call.consent.version}
            </Text>
          </Stack>
        </Card>
        <HiddenField name="consentVersion" value={call.consent.version} />
        <CheckboxField name="consent" label="Прочитал(а) и согласен(на)" required />
      </Section>
      <div className={css.trap} aria-hidden="true">
        <label htmlFor="field-website">Не заполняйте это поле</label>
        <input id="field-website" name="website" type="text" tabIndex={-1} autoComplete="off" />
      </div>
    </>
  );
}

/** Forms in which those who are called may take this side. */
function formsFor({ side, kinds }: OpenCall): string[] {
  return mentoringForms
    .filter((form) =>
      (side === 'mentor' ? form.mentorKinds : form.menteeKinds).some((kind) => kinds.includes(kind)),
    )
    .map(({ id }) => id);
}

function MentorWords({ words }: { words: readonly string[] }) {
  return (
    <>
      <WordsField
        name="competences"
        label={applyLabels.competences}
        description="Через запятую: физика, подготовка к ЕГЭ, публичные выступления"
        required
        words={words}
      />
      <WordsField
        name="interests"
        label={applyLabels.interests}
        description="Через запятую: шахматы, походы"
        words={words}
      />
      <TextAreaField name="achievements" label={applyLabels.achievements} rows={2} maxLength={2000} />
      <NumberField name="hoursAMonth" label={applyLabels.hoursAMonth} />
    </>
  );
}

function MenteeWords({ words }: { words: readonly string[] }) {
  return (
    <>
      <TextAreaField
        name="mainRequest"
        label={applyLabels.mainRequest}
        description="Одной-двумя фразами: подтянуть физику, освоиться в новом классе"
        required
        rows={3}
        maxLength={2000}
      />
      <WordsField
        name="tags"
        label={applyLabels.tags}
        description="Через запятую: физика, адаптация в классе"
        words={words}
      />
    </>
  );
}
