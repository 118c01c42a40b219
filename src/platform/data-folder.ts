import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The running instance lives in one folder (`NASTAVNIK_DATA`): `postgres/` (the embedded database), `files/`,
 * `backups/`, `secret`. Only the account that runs the program may look inside.
 */
export async function prepareDataFolder(dataFolder: string): Promise<void> {
  // Only the folder itself is private: folders above it are made as the system makes them.
  await mkdir(path.dirname(dataFolder), { recursive: true });
  await mkdir(dataFolder, { mode: 0o700 }).catch((error: unknown) => {
    if (!isFileError(error, 'EEXIST')) throw error;
  });
}

/**
 * The installation's signing secret: made once (48 random bytes, base64url) and kept with mode 600. Two processes
 * that start at the same moment get the same one: the file appears whole by `link`, the loser reads the winner's.
 */
export async function readOrCreateSecret(dataFolder: string): Promise<string> {
  await prepareDataFolder(dataFolder);
  return readOrCreateText(path.join(dataFolder, 'secret'), () => randomBytes(48).toString('base64url'));
}

/** Puts the secret of a restored archive in place of the present one: what the archive sealed opens with it only. */
export async function replaceSecret(dataFolder: string, secret: string): Promise<void> {
  await prepareDataFolder(dataFolder);
  const file = path.join(dataFolder, 'secret');
  const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}`;
  await writeFile(draft, secret, { mode: 0o600, flag: 'wx', flush: true });
  await rename(draft, file);
}

/** Reads a small private file (mode 600) or creates it whole, never half-written, with what `make` returns. */
export async function readOrCreateText(file: string, make: () => string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (!isFileError(error, 'ENOENT')) throw error;
  }
  const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(make());
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await readFile(file, 'utf8')).trim();
}

/** True for a file system error with this code, e.g. `ENOENT`. */
export function isFileError(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
