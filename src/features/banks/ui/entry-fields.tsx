import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { offerLabels, placeLabels, requestLabels, urgencyLabels } from '#src/features/banks/labels.ts';
import { languages, PLACES, type OfferDraft, type RequestDraft } from '#src/features/banks/rules/entries.ts';
import { joinTags } from '#src/features/banks/rules/tags.ts';
import { timeSlots } from '#src/features/banks/rules/times.ts';
import { CheckboxGroupField, RadioField } from '#src/ui/choice-fields.tsx';
import { NumberField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns } from '#src/ui/form.tsx';
import { Disclosure } from '#src/ui/menu.tsx';
import { WordsField } from '#src/ui/words-field.tsx';

const placeOptions = PLACES.map((place) => ({ value: place, label: placeLabels[place] }));
const languageOptions = languages.map(({ id, title }) => ({ value: id, label: title }));
const formOptions = mentoringForms.map(({ id, title }) => ({ value: id, label: title }));

function WhenAndWhere({
  entry,
}: {
  entry: Pick<OfferDraft, 'times' | 'places' | 'languages' | 'forms'> | null;
}) {
  return (
    <>
      <Disclosure
        title="Когда, где, в какой форме"
        open={entry !== null && entry.times.length + entry.places.length + entry.forms.length > 0}
      >
        <CheckboxGroupField
          name="forms"
          label={offerLabels.forms}
          options={formOptions}
          defaultValue={entry?.forms ?? []}
        />
        <CheckboxGroupField
          name="places"
          label={offerLabels.places}
          options={placeOptions}
          defaultValue={entry?.places ?? []}
        />
        <CheckboxGroupField
          name="times"
          label={offerLabels.times}
          options={timeSlots}
          defaultValue={entry?.times ?? []}
        />
      </Disclosure>
      <Disclosure title="На каких языках встречаться" open={(entry?.languages.length ?? 0) > 0}>
        <CheckboxGroupField
          name="languages"
          label={offerLabels.languages}
          description="Отметьте, если язык встреч важен: тогда пару подберут с общим языком"
          options={languageOptions}
          defaultValue={entry?.languages ?? []}
        />
      </Disclosure>
    </>
  );
}

/** What a mentor offers; the same fields for the person, the curator and a paper form. */
export function OfferFields({ offer, words }: { offer: OfferDraft | null; words: readonly string[] }) {
  return (
    <>
      <WordsField
        name="competences"
        label={offerLabels.competences}
        description="Через запятую: физика, подготовка к ЕГЭ, публичные выступления"
        required
        words={words}
        defaultValue={offer === null ? '' : joinTags(offer.competences)}
      />
      <WordsField
        name="interests"
        label={offerLabels.interests}
        description="Через запятую: шахматы, походы"
        words={words}
        defaultValue={offer === null ? '' : joinTags(offer.interests)}
      />
      <TextAreaField
        name="achievements"
        label={offerLabels.achievements}
        description="Важные для наставничества"
        rows={3}
        maxLength={5000}
        defaultValue={offer?.achievements}
      />
      <FieldColumns>
        <NumberField name="ageFrom" label={offerLabels.ageFrom} defaultValue={offer?.ageFrom} />
        <NumberField name="ageTo" label={offerLabels.ageTo} defaultValue={offer?.ageTo} />
        <NumberField name="hoursAMonth" label={offerLabels.hoursAMonth} defaultValue={offer?.hoursAMonth} />
        <NumberField
          name="menteeLimit"
          label={offerLabels.menteeLimit}
          required
          defaultValue={offer?.menteeLimit ?? 1}
        />
      </FieldColumns>
      <WhenAndWhere entry={offer} />
      <TextField
        name="timeWords"
        label={offerLabels.timeWords}
        maxLength={300}
        defaultValue={offer?.timeWords}
      />
      <TextAreaField
        name="note"
        label={offerLabels.note}
        rows={2}
        maxLength={2000}
        defaultValue={offer?.note}
      />
    </>
  );
}

/** What a mentee asks for. */
export function RequestFields({
  request,
  words,
}: {
  request: RequestDraft | null;
  words: readonly string[];
}) {
  return (
    <>
      <TextAreaField
        name="mainRequest"
        label={requestLabels.mainRequest}
        description="Одной-двумя фразами: подтянуть физику, освоиться в новом классе"
        required
        rows={3}
        maxLength={2000}
        defaultValue={request?.mainRequest}
      />
      <WordsField
        name="tags"
        label={requestLabels.tags}
        description="Через запятую: физика, адаптация в классе. По этим словам ищут наставника"
        words={words}
        defaultValue={request === null ? '' : joinTags(request.tags)}
      />
      <TextAreaField
        name="wishes"
        label={requestLabels.wishes}
        rows={2}
        maxLength={2000}
        defaultValue={request?.wishes}
      />
      <RadioField
        name="urgency"
        label={requestLabels.urgency}
        options={Object.entries(urgencyLabels).map(([value, label]) => ({ value, label }))}
        defaultValue={request?.urgency ?? 2}
      />
      <WhenAndWhere entry={request} />
    </>
  );
}
