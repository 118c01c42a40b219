import type { Client } from 'pg';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly element: string | null;
  readonly labels: readonly string[] | null;
  readonly nullable: boolean;
  readonly filled: boolean;
  readonly always: boolean;
  readonly relation: string;
}

const scalars: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  date: 'Temporal.PlainDate',
  time: 'Temporal.PlainTime',
  timestamp: 'Temporal.PlainDateTime',
  timestamptz: 'Temporal.Instant',
  bytea: 'Buffer',
};

const query = `
select n.nspname as schema, c.relname as table, a.attname as column, t.typname as type,
  case when t.typelem <> 0 and t.typlen = -1 then e.typname end as element,
  (select array_agg(enumlabel::text order by enumsortorder) from pg_enum where enumtypid = t.oid) as labels,
  not a.attnotnull as nullable,
  a.atthasdef or a.attidentity <> '' as filled,
  a.attidentity = 'a' or a.attgenerated <> '' as always,
  c.relkind::text as relation
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid
left join pg_type e on e.oid = t.typelem
where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
order by n.nspname <> 'public', n.nspname, c.relname, a.attnum`;

/** TypeScript text with one interface a table, as the connected (migrated) database has them. */
export async function generateTypes(client: Client): Promise<string> {
  const { rows } = await client.query<Column>(query);
  const tables = Map.groupBy(rows, ({ schema, table }) =>
    schema === 'public' ? table : `${schema}.${table}`,
  );
  const body = [...tables].map(
    ([name, columns]) =>
      `export interface ${interfaceName(name)} {\n${columns
        .map((column) => `  ${property(column.column)}: ${columnType(column)};`)
        .join('\n')}\n}\n`,
  );
  const list = [...tables.keys()].map((name) => `  ${property(name)}: ${interfaceName(name)};`).join('\n');
  const text = `${body.join('\n')}\nexport interface Schema {\n${list}\n}\n`;
  const imports = (names: readonly string[], from: string) => {
    const used = names.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
    return used.length === 0 ? '' : `import type { ${used.join(', ')} } from '${from}';\n`;
  };
  return `// Written by tools/db-types.ts from a migrated database; run «npm run db:types» after changing db/migrations.
${imports(['ColumnType', 'Generated', 'GeneratedAlways'], 'kysely')}${imports(['GeneratedJsonb', 'Jsonb', 'NullableJsonb'], './json.ts')}
${text}`;
}

function columnType(column: Column): string {
  const isView = column.relation === 'v' || column.relation === 'm';
  if (column.type === 'json' || column.type === 'jsonb') {
    if (isView) return "Jsonb['__select__'] | null";
    if (column.nullable) return 'NullableJsonb';
    return column.filled ? 'GeneratedJsonb' : 'Jsonb';
  }
  const plain = scalarType(column);
  const type = column.nullable || isView ? `${plain} | null` : plain;
  if (isView) return `ColumnType<${type}, never, never>`;
  if (column.always) return `GeneratedAlways<${type}>`;
  return column.filled ? `Generated<${type}>` : type;
}

function scalarType({ type, element, labels }: Column): string {
  if (labels !== null) return labels.map((label) => `'${label.replaceAll("'", String.raw`\'`)}'`).join(' | ');
  return element === null ? (scalars[type] ?? 'string') : `${scalars[element] ?? 'string'}[]`;
}

function interfaceName(table: string): string {
  return table
    .split(/[._-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function property(name: string): string {
  return /^[a-z_$][\w$]*$/i.test(name) ? name : `'${name}'`;
}
