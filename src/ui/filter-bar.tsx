import { Button } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { Form, Link, useLocation } from 'react-router';
import { FormContext } from '#src/ui/form-context.ts';
import css from '#src/ui/form.module.css';
import type { FormState } from '#src/ui/form-state.ts';

const NONE: Readonly<Record<string, readonly string[]>> = {};

/**
 * Filters that live in the address: a GET form. Fields inside take their values from the query by name, so a link to a
 * filtered list can be sent to a colleague.
 */
export function FilterBar({
  label = 'Отбор',
  submitLabel = 'Показать',
  keep = [],
  usual = NONE,
  children,
}: {
  label?: string;
  submitLabel?: string;
  /** Names of query parameters that a new choice must not drop (the chosen view, for example). */
  keep?: readonly string[];
  /** What counts, by name, while the address says nothing of it: the fields show it. */
  usual?: Readonly<Record<string, readonly string[]>>;
  children: ReactNode;
}) {
  const { pathname, search } = useLocation();
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const state = useMemo(() => stateOf(query, usual), [query, usual]);
  const kept = keep.flatMap((name) => query.getAll(name).map((value) => [name, value] as const));
  const clean = new URLSearchParams(kept.map(([name, value]) => [name, value]));
  return (
    // A new key after each choice: inputs keep what was typed otherwise, even after «Сбросить».
    <search aria-label={label} key={search}>
      <Form method="get" className={css.filter}>
        {kept.map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <FormContext value={state}>{children}</FormContext>
        <div className={css.filterButtons}>
          <Button type="submit" variant="default" size="md">
            {submitLabel}
          </Button>
          {query.size > clean.size && (
            <Link to={clean.size === 0 ? pathname : `${pathname}?${clean.toString()}`}>Сбросить</Link>
          )}
        </div>
      </Form>
    </search>
  );
}

/** The query in the shape that fields look values up in. No errors: a wrong filter simply does not match. */
function stateOf(query: URLSearchParams, usual: Readonly<Record<string, readonly string[]>>): FormState {
  const values: Record<string, string | string[]> = {};
  for (const [name, all] of Object.entries(usual)) values[name] = [...all];
  for (const name of new Set(query.keys())) {
    const all = query.getAll(name);
    values[name] = all.length === 1 ? (all[0] ?? '') : all;
  }
  return { ok: false, values, errors: {}, formErrors: [], labels: {} };
}
