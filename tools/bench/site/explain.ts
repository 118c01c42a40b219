import { openStorage, readRunConfig } from '#src/main/installation.ts';
import { connect } from '#src/platform/db/connection.ts';
import { silentLog } from '#src/platform/log.ts';
import type { Prepared } from './pages.ts';

const RUNS = 7;

export interface Explained {
  readonly name: string;
  /** Median of seven, of the database alone. */
  readonly milliseconds: number;
  /** The first index that the plan names, or `sequential`. */
  readonly scan: string;
}

/** Runs each query (`$1`: the organization) as the application's role, with row-level security on. */
export async function explainAsApplication(
  folder: string,
  { organizationId, accountId }: Prepared,
  queries: readonly (readonly [name: string, query: string])[],
): Promise<Explained[]> {
  Object.assign(process.env, { NASTAVNIK_DATA: folder });
  const config = readRunConfig(false);
  if (!config.ok) throw new Error(JSON.stringify(config.refusal));
  const storage = await openStorage(config.value, silentLog);
  if (!storage.ok) throw new Error(JSON.stringify(storage.refusal));
  const client = await connect(storage.value.opened.connection, { name: 'bench' });
  try {
    const explained: Explained[] = [];
    for (const [name, query] of queries) {
      const times: number[] = [];
      let scan = '';
      for (let run = 0; run < RUNS; run += 1) {
        await client.query('begin');
        await client.query(
          `select set_config('nastavnik.actor', $1, true), set_config('nastavnik.system', '', true),
             set_config('nastavnik.person', '', true), set_config('role', 'nastavnik_app', true)`,
          [accountId],
        );
        const { rows } = await client.query<{ 'QUERY PLAN': [{ 'Execution Time': number; Plan: object }] }>(
          `explain (analyze, format json) ${query}`,
          [organizationId],
        );
        await client.query('rollback');
        const [plan] = rows[0]?.['QUERY PLAN'] ?? [];
        times.push(plan?.['Execution Time'] ?? Number.NaN);
        scan = /"Index Name":"([^"]+)"/.exec(JSON.stringify(plan?.Plan))?.[1] ?? 'sequential';
      }
      times.sort((a, b) => a - b);
      explained.push({ name, milliseconds: times[Math.floor(RUNS / 2)] ?? Number.NaN, scan });
    }
    return explained;
  } finally {
    await client.end();
    await storage.value.opened.close();
  }
}
