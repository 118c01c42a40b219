import { z } from 'zod';

/** Raised when an older program could not read what a newer one writes. */
export const formatVersion = 1;

const count = z.int().min(0);

/** First entry, `archive.json`: what this is, before anything else is read. */
export const headerSchema = z.object({
  kind: z.literal('nastavnik-archive'),
  formatVersion: z.int(),
  /** ISO instant of the snapshot. */
  madeAt: z.string(),
  /** Migrations of the database, in order: the archive fits a database made by exactly these. */
  migrations: z.array(z.object({ number: z.int(), name: z.string(), checksum: z.string() })),
});
export type ArchiveHeader = z.output<typeof headerSchema>;

/** Last entry, `manifest.json`: without it the file is cut short. */
export const manifestSchema = z.object({
  tables: z.array(
    z.object({
      /** Schema and name. */
      schema: z.string(),
      name: z.string(),
      rows: count,
      /** Columns that are stored (all but generated ones), for the human who looks inside. */
      columns: z.array(z.string()),
    }),
  ),
  sequences: z.array(
    z.object({ schema: z.string(), name: z.string(), lastValue: z.string(), isCalled: z.boolean() }),
  ),
  jobs: count,
  files: count,
  /** The signing secret, when it is kept in the data folder: sealed values in the database need it. */
  secret: z.string().nullable(),
  /** SHA-256 of every entry before this one, by name. */
  checksums: z.record(z.string(), z.string()),
});
export type ArchiveManifest = z.output<typeof manifestSchema>;

export const jobSchema = z.object({
  name: z.string(),
  payload: z.unknown(),
  runAt: z.string(),
  key: z.string().nullable(),
  maxAttempts: z.int(),
});

export const headerEntry = 'archive.json';
export const manifestEntry = 'manifest.json';
export const jobsEntry = 'jobs.jsonl';

/** Where the rows of a table are: parts of about a megabyte, one row a line, a JSON string of its PostgreSQL text. */
export function tableEntry(schema: string, name: string, part: number): string {
  return `tables/${schema}.${name}/${String(part).padStart(6, '0')}.jsonl`;
}

export function fileEntry(sha256: string): string {
  return `files/${sha256}`;
}

/** Settings that decide how values look as text; the same when written and when read. */
export const textSettings = `
set local datestyle = 'ISO, YMD';
set local intervalstyle = 'postgres';
set local extra_float_digits = 1;
set local bytea_output = 'hex';
set local timezone = 'UTC';
set local search_path = pg_catalog, public;
`;

export interface TableFacts {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
}

/** Every table with data of the installation, in a stable order; the list of migrations travels in the header. */
export const tablesQuery = `
select n.nspname as schema, c.relname as name,
  (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'auth', 'app') and c.relkind in ('r', 'p') and not c.relispartition
  and (n.nspname, c.relname) <> ('app', 'migrations')
  and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
order by 1, 2`;

export const sequencesQuery = `
select n.nspname as schema, c.relname as name
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'auth', 'app') and c.relkind = 'S'
order by 1, 2`;
