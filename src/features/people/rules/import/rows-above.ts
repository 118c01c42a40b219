import { nameKey } from '#src/features/people/rules.ts';
import { className } from '#src/features/people/rules/classes.ts';
import type { PersonRecord } from '#src/features/people/rules/import/records.ts';
import { anyOrderKey, compareBirth, differsByASlip, shortKey } from '#src/features/people/rules/likeness.ts';

interface Row {
  readonly record: PersonRecord;
  readonly key: string;
}

function groupsOf(record: PersonRecord): string[] {
  return [
    `name ${anyOrderKey(record)}`,
    `short ${shortKey(record)}`,
    ...(record.birthDate === null ? [] : [`born ${record.birthDate}`]),
    ...(record.className === null ? [] : [`class ${className(record.className)}`]),
  ];
}

/** The rows of a list that were read before a row: one of them may be the same person, written with a slip of the pen. */
export function createRowsAbove() {
  const rowsByGroup = new Map<string, Row[]>();
  const among = (group: string): readonly Row[] => rowsByGroup.get(group) ?? [];
  return {
    add(record: PersonRecord): void {
      const row = { record, key: nameKey(record) };
      for (const group of groupsOf(record)) {
        const rows = rowsByGroup.get(group);
        if (rows === undefined) rowsByGroup.set(group, [row]);
        else rows.push(row);
      }
    },

    /** A row of the same name, in whatever order, whose birthday does not speak against it. */
    findNamesake(record: PersonRecord): PersonRecord | undefined {
      return among(`name ${anyOrderKey(record)}`).find((row) => compareBirth(row.record, record) !== 'other')
        ?.record;
    },

    /**
     * A row that differs by a letter on the same birthday or, where birthdays are silent, in the same class; or by a patronymic
     * that one of the two lacks or that is another on the same birthday.
     */
    findSlip(record: PersonRecord): PersonRecord | undefined {
      const key = nameKey(record);
      const isSlip = (row: Row): boolean => differsByASlip(row.key, key);
      const found =
        among(`short ${shortKey(record)}`).find((row) => {
          const births = compareBirth(row.record, record);
          const isSilent = row.record.patronymic === '' || record.patronymic === '';
          return births === 'same' || (births === 'open' && isSilent);
        }) ??
        (record.birthDate === null ? undefined : among(`born ${record.birthDate}`).find(isSlip)) ??
        (record.className === null
          ? undefined
          : among(`class ${className(record.className)}`).find(
              (row) => compareBirth(row.record, record) === 'open' && isSlip(row),
            ));
      return found?.record;
    },
  };
}
