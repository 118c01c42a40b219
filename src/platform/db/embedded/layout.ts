import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readFile, realpath, rmdir, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import { isFileError, prepareDataFolder } from '#src/platform/data-folder.ts';
import { canReach, chooseIdentity } from './identity.ts';
import type { Identity } from './identity.ts';

/**
 * How the programs of this machine reach the server: a unix socket in a folder closed to others, or TCP on 127.0.0.1
 * with a random password.
 */
export type Transport = 'socket' | 'loopback';

/** Windows has no sockets that a folder's mode protects. */
export function transportOf(platform: NodeJS.Platform): Transport {
  return platform === 'win32' ? 'loopback' : 'socket';
}

/** Where the pieces of one embedded server are. */
export interface Layout {
  readonly transport: Transport;
  /** Private folder (mode 700) of the account that runs the server. */
  readonly home: string;
  /** The cluster itself (PGDATA). */
  readonly cluster: string;
  /** Folder of the unix socket; '' on loopback. */
  readonly socketFolder: string;
  /** Undefined: the server runs as ourselves. */
  readonly identity: Identity | undefined;
}

/** `sun_path` holds 104 bytes on macOS, 108 on Linux; the socket's own name and a zero take 15. */
const longestSocketFolder = 88;

/**
 * Prepares `<data>/postgres` for the account that will run the server. Root's own case: the account must be able to
 * walk to the folder. The data folder then lets the account's group pass (710); when a folder above is closed to it
 * (a data folder under /root), the database lives in /var/lib/nastavnik/<random> and `<data>/postgres` is a link to it.
 */
export async function prepareLayout(dataFolder: string, transport: Transport): Promise<Result<Layout>> {
  await prepareDataFolder(dataFolder);
  const asked = path.join(await realpath(dataFolder), 'postgres');
  const identity = await chooseIdentity(path.join(asked, 'cluster'));
  if (identity !== undefined) {
    const folder = await stat(dataFolder);
    if (folder.uid === 0) {
      await chown(dataFolder, 0, identity.gid);
      await chmod(dataFolder, 0o710);
    }
    if (!(await canReach(identity, path.dirname(asked)))) await linkElsewhere(asked, identity);
  }
  await mkdir(asked, { recursive: true, mode: 0o700 });
  const home = await realpath(asked);
  const owner = await stat(home);
  const me = process.getuid?.();
  if (identity !== undefined) await chown(home, identity.uid, identity.gid);
  else if (me !== undefined && owner.uid !== me) return refuse('database.foreign_folder', { folder: home });
  await chmod(home, 0o700);
  const socketFolder = transport === 'socket' ? await prepareSocketFolder(home, identity) : accept('');
  if (!socketFolder.ok) return socketFolder;
  return accept({
    transport,
    home,
    cluster: path.join(home, 'cluster'),
    socketFolder: socketFolder.value,
    identity,
  });
}

async function linkElsewhere(asked: string, identity: Identity): Promise<void> {
  if ((await lstat(asked).catch(() => undefined)) !== undefined) return;
  await mkdir('/var/lib/nastavnik', { recursive: true, mode: 0o711 });
  // A new name each time: a data folder that was deleted and made again must not get the old database back.
  const elsewhere = path.join('/var/lib/nastavnik', randomBytes(8).toString('hex'));
  await mkdir(elsewhere, { mode: 0o700 });
  await chown(elsewhere, identity.uid, identity.gid);
  try {
    await symlink(elsewhere, asked);
  } catch (error) {
    // Another process was first: its link is as good.
    await rmdir(elsewhere);
    if (!isFileError(error, 'EEXIST')) throw error;
  }
}

/**
 * The socket lies beside the cluster. A path too long for a socket gets a private folder in /tmp instead; it must be
 * a real folder of the right owner, closed to others, or somebody could stand a false server there.
 */
async function prepareSocketFolder(home: string, identity: Identity | undefined): Promise<Result<string>> {
  const inside = path.join(home, 'run');
  const isLong = Buffer.byteLength(inside) > longestSocketFolder;
  const folder = isLong ? path.join('/tmp', `nastavnik-${shortHash(home)}`) : inside;
  const owner = identity?.uid ?? process.getuid?.();
  try {
    await mkdir(folder, { mode: 0o700 });
    if (identity !== undefined) await chown(folder, identity.uid, identity.gid);
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error;
  }
  const facts = await lstat(folder);
  // A root process killed between mkdir and chown leaves the folder to root: still ours to hand over.
  if (identity !== undefined && facts.isDirectory() && facts.uid === 0) {
    await chown(folder, identity.uid, identity.gid);
    facts.uid = identity.uid;
  }
  const isOurs = facts.isDirectory() && (owner === undefined || facts.uid === owner);
  if (!isOurs || (facts.mode & 0o077) !== 0) {
    return refuse('database.foreign_folder', { folder });
  }
  return accept(folder);
}

/** The major version of the cluster on disk, or undefined when there is none yet. */
export async function readClusterVersion(cluster: string): Promise<number | undefined> {
  const text = await readFile(path.join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number.parseInt(text, 10);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
