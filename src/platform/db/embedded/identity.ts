import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The operating system account that the database binaries run as. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * PostgreSQL refuses to run as root, so a root process hands it to an unprivileged account: the owner of the data
 * that is already there, else `postgres` (on macOS `_postgres`), else `nobody`. Undefined when the process is not root: then it is ours.
 */
export async function chooseIdentity(existingData: string): Promise<Identity | undefined> {
  if (!isRoot()) return undefined;
  const owner = await stat(existingData).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  for (const account of ['postgres', '_postgres', 'nobody']) {
    const [uid, gid] = await Promise.all([readId('-u', account), readId('-g', account)]);
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  return { uid: 65_534, gid: 65_534 };
}

async function readId(flag: '-u' | '-g', account: string): Promise<number | undefined> {
  try {
    return Number((await run('id', [flag, account])).stdout.trim());
  } catch {
    return undefined;
  }
}

/** Whether the account may pass through every folder above `target` (and `target` itself when it is there). */
export async function canReach(identity: Identity, target: string): Promise<boolean> {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    const facts = await stat(folder).catch(() => undefined);
    if (facts?.isDirectory() && !mayPass(identity, facts)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/** Whether the account may read (and, for a program, run) this one file. */
export async function canReadAndRun(identity: Identity, file: string): Promise<boolean> {
  const facts = await stat(file).catch(() => undefined);
  return (
    facts !== undefined && hasBits(identity, facts, 0o5) && (await canReach(identity, path.dirname(file)))
  );
}

type Ownership = { readonly mode: number; readonly uid: number; readonly gid: number };

function mayPass(identity: Identity, facts: Ownership): boolean {
  return hasBits(identity, facts, 0o1);
}

/** The classic rule: owner's bits if owner, else the group's if in the group, else everybody's. */
function hasBits(identity: Identity, { mode, uid, gid }: Ownership, bits: number): boolean {
  const shift = uid === identity.uid ? 6 : gid === identity.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}
