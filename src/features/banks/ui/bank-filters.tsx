import { mentoringForms } from '#src/features/programmes/rules/forms.ts';
import { placeLabels } from '#src/features/banks/labels.ts';
import { PLACES } from '#src/features/banks/rules/entries.ts';
import { SearchField, SelectField, TextField, type Option } from '#src/ui/fields.tsx';
import { FilterBar } from '#src/ui/filter-bar.tsx';
import { WordsField } from '#src/ui/words-field.tsx';

/** Filters of either bank; they live in the address. */
export function BankFilters({
  states,
  standing,
  words,
}: {
  states: readonly Option[];
  /** What an empty choice of state means. */
  standing: string;
  words: readonly string[];
}) {
  return (
    <FilterBar>
      <SearchField name="q" label="Имя" />
      <TextField name="class" label="Класс" placeholder="7А" />
      <SelectField name="state" label="Состояние" empty={standing} options={states} />
      <SelectField
        name="form"
        label="Форма"
        empty="Любая"
        options={mentoringForms.map(({ id, title }) => ({ value: id, label: title }))}
      />
      <WordsField name="tag" label="Слово" words={words} />
      <SelectField
        name="place"
        label="Где"
        empty="Всё равно"
        options={PLACES.map((place) => ({ value: place, label: placeLabels[place] }))}
      />
    </FilterBar>
  );
}
