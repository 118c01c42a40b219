import { CASE_WORDS, OBLIQUE_CASES } from '#src/lib/russian/case.ts';
import type { Field } from '#src/lib/wording/model.ts';
import { listModifiers } from '#src/lib/wording/modifiers.ts';
import { TextAreaField, TextField } from '#src/ui/fields.tsx';
import { Text } from '#src/ui/layout.tsx';
import { Disclosure } from '#src/ui/menu.tsx';

export const wordingLabels = { title: 'Заголовок', body: 'Текст' };

/** A wording to be changed, with everything that may stand in it. */
export function WordingFields({
  wording,
  fields,
}: {
  wording: { readonly title: string; readonly body: string };
  fields: readonly (Field & { readonly value?: string })[];
}) {
  return (
    <>
      <TextField
        name="title"
        label={wordingLabels.title}
        required
        maxLength={500}
        defaultValue={wording.title}
      />
      <TextAreaField
        name="body"
        label={wordingLabels.body}
        description="Каждая строка – отдельный абзац."
        required
        rows={22}
        maxLength={60_000}
        defaultValue={wording.body}
      />
      <Disclosure title="Какие сведения можно вставить">
        <ul>
          {fields.map((field) => (
            <li key={field.name}>
              <code>{`{${field.name}}`}</code> – {field.description}
              {field.value !== undefined && field.value !== '' && <>; сейчас: {field.value}</>}
              <Manners field={field} />
            </li>
          ))}
        </ul>
      </Disclosure>
      <Disclosure title="Как оформить текст">
        <ul>
          <li>
            <code>1. </code> в начале строки – пункт, <code>1.1. </code> – подпункт; номера система ставит
            сама
          </li>
          <li>
            <code>- </code> – строка перечня, <code>## </code> – подзаголовок
          </li>
          <li>
            <code>= </code> – строка по центру, <code>{'=> '}</code> – строка справа
          </li>
          <li>
            <code>? </code> – строка, которая исчезнет, если сведений для неё нет
          </li>
          <li>
            <code>**слово**</code> – жирный, <code>*слово*</code> – курсив
          </li>
          <li>
            <code>{'{приложение: Название}'}</code> – дальше приложение с новой страницы
          </li>
          <li>
            <code>{'{подписи: руководитель, куратор}'}</code> – строки для подписей
          </li>
        </ul>
        <Text size="small">
          Падеж пишется после двоеточия: {OBLIQUE_CASES.map((name) => CASE_WORDS[name].title).join(', ')}.
          Например, <code>{'{куратор: дательный, кратко}'}</code>.
        </Text>
      </Disclosure>
    </>
  );
}

function Manners({ field }: { field: Field }) {
  const { takesCase, words } = listModifiers(field.kind);
  const known = [...(takesCase ? ['падеж'] : []), ...words];
  return known.length === 0 ? null : <>; можно уточнить: {known.join(', ')}</>;
}
