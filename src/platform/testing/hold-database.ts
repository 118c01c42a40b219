/**
 * A process of its own for the tests of sharing: opens the embedded database of the folder given, says «open», counts
 * rows in until told otherwise, and leaves cleanly when its input ends.
 */
import { connect } from '#src/platform/db/connection.ts';
import { openDatabase } from '#src/platform/db/open.ts';
import { silentLog } from '#src/platform/log.ts';

const [dataFolder = '', task = 'hold', transport] = process.argv.slice(2);
const opened = await openDatabase(
  { dataFolder, databaseUrl: undefined },
  silentLog,
  transport === 'loopback' ? { transport, fsync: 'off' } : {},
);
if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
process.stdout.write('open\n');
process.stdin.resume();
process.stdin.once('end', async () => {
  await opened.value.close();
  process.exit(0);
});
if (task === 'count') {
  const client = await connect(opened.value.connection, { name: 'counting' });
  // A test server may not wait for the disk; what was told must have left the process all the same, or a kill loses it.
  await client.query('set synchronous_commit = on');
  await client.query('create table if not exists counted (n integer primary key)');
  for (let n = 1; ; n += 1) {
    await client.query('insert into counted values ($1)', [n]);
    process.stdout.write(`${n}\n`);
  }
}
