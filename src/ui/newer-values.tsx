import { useId } from 'react';
import { fieldId } from '#src/ui/form-context.ts';
import { differencesFrom, type FormState, type NewerValues } from '#src/ui/form-state.ts';
import css from '#src/ui/newer-values.module.css';

/**
 * What somebody else saved beside what was typed, field by field, only where they differ; each leads to its field.
 * `Form` shows it itself when it is given `newer`.
 */
export function NewerBeside({
  state,
  newer,
  wordOf,
}: {
  state: FormState;
  newer: NewerValues;
  /** The word for a value that is a code (a choice, a day); the value itself otherwise. */
  wordOf: ((name: string, value: string) => string) | undefined;
}) {
  const titleId = useId();
  const differences = differencesFrom(newer, state.values);
  if (differences.length === 0) {
    return <p>Сейчас сохранено то же, что введено у вас.</p>;
  }
  const said = (name: string, value: string): string =>
    value === '' ? 'пусто' : (wordOf?.(name, value) ?? value);
  return (
    <section className={css.box} aria-labelledby={titleId}>
      <h2 id={titleId} className={css.title}>
        Что изменилось, пока вы работали
      </h2>
      <ul className={css.list}>
        {differences.map(({ name, typed, saved }) => (
          <li key={name}>
            <a href={`#${fieldId(name)}`}>{state.labels[name] ?? name}</a>
            <dl className={css.pair}>
              <div>
                <dt>Сейчас сохранено</dt>
                <dd>{said(name, saved)}</dd>
              </div>
              <div>
                <dt>У вас введено</dt>
                <dd>{said(name, typed)}</dd>
              </div>
            </dl>
          </li>
        ))}
      </ul>
      <p>В форме ниже осталось ваше. «Сохранить» поставит его вместо сохранённого.</p>
    </section>
  );
}
