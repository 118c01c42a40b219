import { join, resolve } from 'node:path';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { systemClock } from '#src/platform/clock.ts';
import { describeConfig } from '#src/platform/config.ts';
import { readOrCreateSecret, replaceSecret } from '#src/platform/data-folder.ts';
import { makeArchive } from '#src/platform/db/archive/make.ts';
import { restoreArchive } from '#src/platform/db/archive/restore.ts';
import { openDatabase } from '#src/platform/db/open.ts';
import { createFileStore } from '#src/platform/files.ts';
import { createLog } from '#src/platform/log.ts';
import { ROLES, type Role } from '#src/features/accounts/access.ts';
import type { PrintedCode } from '#src/features/accounts/service.server.ts';
import { openInstallation, openStorage, readRunConfig } from '#src/main/installation.ts';

/** `nastavnik config`: every setting, what it means, what it is. Works even when a value is bad. */
export function printConfig(): Result {
  for (const { variable, meaning, value, isDefault } of describeConfig(process.env)) {
    console.log(`${variable}=${value}${isDefault ? ' (по умолчанию)' : ''}\n    ${meaning}`);
  }
  const config = readRunConfig(false);
  return config.ok ? accept() : config;
}

export async function runMigrate(): Promise<Result> {
  const config = readRunConfig(false);
  if (!config.ok) return config;
  const storage = await openStorage(config.value, createLog('warn'));
  if (!storage.ok) return storage;
  console.log(`База данных обновлена до уровня ${storage.value.level}.`);
  await storage.value.opened.close();
  return accept();
}

/** `nastavnik backup FILE`: may run beside the working program. */
export async function runBackup(file: string): Promise<Result> {
  const config = readRunConfig(false);
  if (!config.ok) return config;
  const { dataFolder, secret } = config.value;
  const storage = await openStorage(config.value, createLog('warn'));
  if (!storage.ok) return storage;
  try {
    const made = await makeArchive(
      {
        connection: storage.value.opened.connection,
        files: createFileStore(join(dataFolder, 'files')),
        secret: secret === undefined ? await readOrCreateSecret(dataFolder) : undefined,
        now: systemClock.now(),
      },
      resolve(file),
    );
    if (!made.ok) return made;
    const { rows, files, bytes } = made.value;
    console.log(
      `Копия сделана: ${resolve(file)}\nзаписей ${rows}, файлов ${files}, ${Math.ceil(bytes / 1024)} КБ`,
    );
    return accept();
  } finally {
    await storage.value.opened.close();
  }
}

/** `nastavnik restore FILE`: into an empty database, embedded or server. */
export async function runRestore(file: string): Promise<Result> {
  const config = readRunConfig(false);
  if (!config.ok) return config;
  const { dataFolder } = config.value;
  const opened = await openDatabase(config.value, createLog('warn'));
  if (!opened.ok) return opened;
  try {
    const restored = await restoreArchive(
      {
        connection: opened.value.connection,
        files: createFileStore(join(dataFolder, 'files')),
        emptyTables: ['organizations'],
        keepSecret: (secret) => replaceSecret(dataFolder, secret),
      },
      resolve(file),
    );
    if (!restored.ok) return restored;
    const { madeAt, rows, files } = restored.value;
    console.log(`Восстановлено по состоянию на ${madeAt}: записей ${rows}, файлов ${files}.`);
    return accept();
  } finally {
    await opened.value.close();
  }
}

export async function runUserAdd(user: {
  userName: string;
  name: string | undefined;
  role: string | undefined;
  organization: string | undefined;
}): Promise<Result> {
  const role = ROLES.find((one) => one === user.role);
  if (role === undefined) return refuse('command.unknown_role', { roles: ROLES.join(', ') });
  if (user.name === undefined) return refuse('command.no_name');
  return withInstallation(async ({ services }) =>
    services.accounts.addUser({
      userName: user.userName,
      name: user.name ?? '',
      role: role satisfies Role,
      ...(user.organization === undefined ? {} : { organization: user.organization }),
    }),
  );
}

export async function runUserReset(userName: string): Promise<Result> {
  return withInstallation(async ({ services }) =>
    services.accounts.resetUser({ userName, dropsSecondFactor: false }),
  );
}

type Opened = Extract<Awaited<ReturnType<typeof openInstallation>>, { ok: true }>['value'];

async function withInstallation(
  work: (installation: Opened) => Promise<Result<PrintedCode>>,
): Promise<Result> {
  const opened = await openInstallation(false);
  if (!opened.ok) return opened;
  try {
    const printed = await work(opened.value);
    if (!printed.ok) return printed;
    console.log(printedCodeText(printed.value));
    return accept();
  } finally {
    await opened.value.close();
  }
}

function printedCodeText(code: PrintedCode): string {
  const until = Temporal.Instant.from(code.expiresAt)
    .toString()
    .slice(0, 10)
    .split('-')
    .toReversed()
    .join('.');
  return [
    `${code.name}, имя для входа: ${code.userName}`,
    `Одноразовый код: ${code.code} (действует до ${until})`,
    `Открыть: ${code.link}`,
  ].join('\n');
}
