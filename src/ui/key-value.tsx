import type { ReactNode } from 'react';
import css from '#src/ui/key-value.module.css';

/** Facts about one thing: name on the left, value on the right. A value of null is shown as «не указано». */
export function KeyValue({ items }: { items: readonly { key: string; value: ReactNode }[] }) {
  return (
    <dl className={css.list}>
      {items.map((item) => (
        <KeyValueItem key={item.key} name={item.key} value={item.value} />
      ))}
    </dl>
  );
}

function KeyValueItem({ name, value }: { name: string; value: ReactNode }) {
  const missing = value === null || value === undefined || value === '';
  return (
    <>
      <dt>{name}</dt>
      <dd>{missing ? 'не указано' : value}</dd>
    </>
  );
}
