import { capitalize } from '#src/lib/russian/capitalize.ts';
import { useId, type ReactNode } from 'react';
import type { Ranking } from '#src/features/surveys/rules/answers.ts';
import { RANKS, type Answer, type Item } from '#src/features/surveys/rules/model.ts';
import { scaleOf } from '#src/features/surveys/rules/summarise.ts';
import css from '#src/features/surveys/ui/item-field.module.css';
import { DateField, NumberField, SelectField, TextAreaField, TextField } from '#src/ui/fields.tsx';
import { fieldId, useFieldState } from '#src/ui/form-context.ts';
import { Disclosure } from '#src/ui/menu.tsx';

/** Name of the field that carries the answer to an item. */
export const answerField = (item: Item): string => `q.${item.id}`;

/** One item as whoever answers meets it: native controls, large enough for a thumb, one fieldset a question. */
export function ItemField({
  item,
  answer,
  ranking,
  candidates = [],
}: {
  item: Item;
  answer: Answer | undefined;
  ranking?: Ranking | undefined;
  candidates?: readonly { readonly id: string; readonly name: string }[];
}) {
  const name = answerField(item);
  const hint = item.hint ?? undefined;
  const shared = {
    name,
    label: item.text,
    ...(hint === undefined ? {} : { description: hint }),
    required: item.required === true,
    defaultValue: typeof answer === 'string' || typeof answer === 'number' ? answer : undefined,
  };
  switch (item.kind) {
    case 'short':
      return <TextField {...shared} maxLength={300} />;
    case 'long':
      return <TextAreaField {...shared} rows={4} maxLength={5_000} />;
    case 'number':
      return <NumberField {...shared} decimal />;
    case 'date':
      return <DateField {...shared} />;
    case 'ranking':
      return <RankingField item={item} ranking={ranking} candidates={candidates} />;
    default:
      return <ChoiceField item={item} answer={answer} />;
  }
}

function ChoiceField({ item, answer }: { item: Item; answer: Answer | undefined }) {
  const name = answerField(item);
  const { typed } = useFieldState(name);
  const stored = answer === undefined ? [] : Array.isArray(answer) ? answer.map(String) : [String(answer)];
  const chosen = typed === undefined ? stored : typeof typed === 'string' ? [typed] : typed;
  const [low = '', high = ''] = item.kind === 'scale' ? (item.ends ?? []) : [];
  const isScale = item.kind === 'scale';
  return (
    <Question item={item} name={name}>
      {isScale && (low !== '' || high !== '') && (
        <div className={css.ends}>
          <span>1 — {low}</span>
          <span>10 — {high}</span>
        </div>
      )}
      <div className={isScale ? css.marks : css.list}>
        {scaleOf(item).map(({ key, text }, position) => (
          <label key={key} className={isScale ? `${css.option} ${css.mark}` : css.option}>
            <input
              type={item.kind === 'many' ? 'checkbox' : 'radio'}
              id={position === 0 ? fieldId(name) : undefined}
              name={name}
              value={key}
              defaultChecked={chosen.includes(key)}
            />
            <span>{capitalize(text)}</span>
          </label>
        ))}
      </div>
    </Question>
  );
}

/** Wishes in native lists, one a place; vetoes behind a line, so that nobody ticks them by chance. */
function RankingField({
  item,
  ranking,
  candidates,
}: {
  item: Item;
  ranking: Ranking | undefined;
  candidates: readonly { readonly id: string; readonly name: string }[];
}) {
  const options = candidates.map(({ id, name }) => ({ value: id, label: name }));
  const vetoes = useFieldState(`veto.${item.id}`).typed;
  const refused = typeof vetoes === 'string' ? [vetoes] : (vetoes ?? ranking?.vetoes ?? []);
  if (options.length === 0)
    return (
      <Question item={item} name={answerField(item)}>
        <p className={css.quiet}>
          Выбирать пока не из кого. Если вы видели людей на встрече, скажите куратору.
        </p>
      </Question>
    );
  return (
    <Question item={item} name={answerField(item)}>
      <div className={css.ranks}>
        {Array.from({ length: item.max ?? RANKS }, (_, place) => (
          <SelectField
            key={place}
            name={`rank.${item.id}.${place}`}
            label={place === 0 ? 'Больше всего хочется с' : `${place + 1}-е место`}
            empty="Не выбрано"
            options={options}
            defaultValue={ranking?.ranks[place]}
          />
        ))}
      </div>
      <Disclosure title="С этим человеком не хочу" open={refused.length > 0}>
        <p className={css.quiet}>Увидят только куратор и психолог. Объяснять не нужно.</p>
        <div className={css.list}>
          {options.map(({ value, label }) => (
            <label key={value} className={css.option}>
              <input
                type="checkbox"
                name={`veto.${item.id}`}
                value={value}
                defaultChecked={refused.includes(value)}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </Disclosure>
    </Question>
  );
}

function Question({ item, name, children }: { item: Item; name: string; children: ReactNode }) {
  const { error } = useFieldState(name);
  const [hintId, errorId] = [useId(), useId()];
  const hint = item.hint ?? '';
  const described = [hint === '' ? '' : hintId, error === undefined ? '' : errorId].filter((id) => id !== '');
  return (
    <fieldset
      className={css.group}
      {...(described.length > 0 ? { 'aria-describedby': described.join(' ') } : {})}
    >
      <legend>
        {item.text}
        {item.required !== true && <span className={css.quiet}> (можно пропустить)</span>}
      </legend>
      {hint !== '' && (
        <div id={hintId} className={css.quiet}>
          {hint}
        </div>
      )}
      {children}
      {error !== undefined && (
        <div id={errorId} className={css.error}>
          {capitalize(error)}
        </div>
      )}
    </fieldset>
  );
}

/** How a page looks on a phone, for the editor; nothing can be sent from here. */
export function PhonePreview({ title, items }: { title: string; items: readonly Item[] }) {
  return (
    <div className={css.phone}>
      {title !== '' && <h3>{title}</h3>}
      {items.map((item) => (
        <ItemField key={item.id} item={item} answer={undefined} candidates={sampleCandidates} />
      ))}
    </div>
  );
}

const sampleCandidates = [
  { id: '1', name: 'Примерова Анна' },
  { id: '2', name: 'Образцов Пётр' },
];
