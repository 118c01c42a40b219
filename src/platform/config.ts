import path from 'node:path';
import { z } from 'zod';
import { accept, refuse } from '#src/lib/result.ts';
import type { Result } from '#src/lib/result.ts';
import { logLevels } from './log.ts';
import type { LogLevel } from './log.ts';

/** Everything that an installation can set, read once at the start. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Origin without a trailing slash, used in every link, QR code and calendar feed. */
  readonly publicUrl: string;
  /** Absolute path of the running instance: database, files, backups, secret. */
  readonly dataFolder: string;
  /** Whether a proxy of one's own stands in front and says in `X-Forwarded-For` who asks. */
  readonly trustProxy: boolean;
  /** A PostgreSQL server of one's own instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly logLevel: LogLevel;
  readonly mail: { readonly smtpUrl: string; readonly from: string } | undefined;
  /** IANA zone in which the installation counts its days. */
  readonly timeZone: string;
  /** Hour (0–23, in `timeZone`) of the nightly backup. */
  readonly backupHour: number;
  /** How many nightly backups are kept. */
  readonly backupKeep: number;
  /** Given from outside; when undefined one is generated and kept in the data folder. */
  readonly secret: string | undefined;
}

interface Setting {
  readonly meaning: string;
  readonly schema: z.ZodType<unknown, string | undefined> | z.ZodType<unknown, string>;
  readonly fallback: string;
  readonly isSecret?: boolean;
}

const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text.trim() === '' ? undefined : text.trim()));

function wholeNumber(least: number, most: number) {
  return z
    .string()
    .regex(/^\d+$/, `целое число от ${least} до ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `целое число от ${least} до ${most}`);
}

function urlOf(protocols: readonly string[], example: string) {
  return optionalText.refine(
    (text) => text === undefined || (URL.canParse(text) && protocols.includes(new URL(text).protocol)),
    `адрес вида ${example}`,
  );
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.plainDateISO(name);
    return true;
  } catch {
    return false;
  }
}

const port = wholeNumber(1, 65_535);

/** One entry a setting: the name of its environment variable, what it means, what is allowed, the default. */
const settings = {
  PORT: { meaning: 'порт, на котором открывается сайт', schema: port, fallback: '3000' },
  HOST: {
    meaning: 'адрес, на котором слушает программа; 0.0.0.0 открывает её сети школы',
    schema: z.string().regex(/^[\w.:-]+$/, 'IP-адрес или имя компьютера, например 127.0.0.1'),
    fallback: '127.0.0.1',
  },
  PUBLIC_URL: {
    meaning: 'адрес сайта для ссылок, QR-кодов и календарей; по умолчанию http://localhost:PORT',
    schema: urlOf(['http:', 'https:'], 'https://nastavnik.school.example'),
    fallback: '',
  },
  TRUST_PROXY: {
    meaning:
      'yes, если перед программой стоит свой прокси-сервер: адрес посетителя берётся из X-Forwarded-For',
    schema: z.enum(['yes', 'no'], 'yes или no').transform((answer) => answer === 'yes'),
    fallback: 'no',
  },
  NASTAVNIK_DATA: {
    meaning: 'папка с данными: база, файлы, резервные копии',
    schema: z.string().trim().min(1, 'путь к папке'),
    fallback: './data/instance',
  },
  DATABASE_URL: {
    meaning: 'сервер PostgreSQL 18 вместо встроенного',
    schema: urlOf(['postgres:', 'postgresql:'], 'postgresql://user:password@host:5432/database'),
    fallback: '',
    isSecret: true,
  },
  LOG_LEVEL: {
    meaning: 'подробность журнала',
    schema: z.enum(logLevels, `одно из: ${logLevels.join(', ')}`),
    fallback: 'info',
  },
  SMTP_URL: {
    meaning: 'почтовый сервер для писем; без него напоминания видны только на сайте',
    schema: urlOf(['smtp:', 'smtps:'], 'smtp://user:password@mail.example:587'),
    fallback: '',
    isSecret: true,
  },
  MAIL_FROM: {
    meaning: 'адрес отправителя писем; нужен вместе с SMTP_URL',
    schema: optionalText,
    fallback: '',
  },
  NASTAVNIK_TIME_ZONE: {
    meaning: 'часовой пояс, по которому считаются дни',
    schema: z.string().refine(isTimeZone, 'название часового пояса, например Asia/Yekaterinburg'),
    fallback: 'Europe/Moscow',
  },
  BACKUP_HOUR: {
    meaning: 'час ночной резервной копии (0–23)',
    schema: wholeNumber(0, 23),
    fallback: '3',
  },
  BACKUP_KEEP: {
    meaning: 'сколько ночных копий хранить',
    schema: wholeNumber(1, 366),
    fallback: '14',
  },
  SECRET: {
    meaning: 'ключ для подписи; без него создаётся один раз и хранится в папке с данными',
    schema: optionalText.refine((text) => text === undefined || text.length >= 32, 'не менее 32 знаков'),
    fallback: '',
    isSecret: true,
  },
} satisfies Record<string, Setting>;

type Variable = keyof typeof settings;
type Values = { [V in Variable]: z.output<(typeof settings)[V]['schema']> };

const schema = z.object(
  Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      z
        .string()
        .optional()
        .transform((text) => (text === undefined || text.trim() === '' ? setting.fallback : text))
        .pipe(setting.schema as z.ZodType<unknown, string>),
    ]),
  ),
);

/**
 * Reads the configuration from environment variables. Relative paths are resolved from `workingFolder`.
 * Refuses with `config.invalid`, facts `variable` and `expected`, at the first bad value.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  workingFolder: string = process.cwd(),
): Result<Config> {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse('config.invalid', {
      variable: String(issue?.path[0]),
      expected: issue?.message ?? '',
    });
  }
  const values = parsed.data as Values;
  if (values.SMTP_URL !== undefined && values.MAIL_FROM === undefined) {
    return refuse('config.invalid', {
      variable: 'MAIL_FROM',
      expected: 'адрес отправителя, раз задан SMTP_URL',
    });
  }
  return accept({
    port: values.PORT,
    host: values.HOST,
    publicUrl: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    dataFolder: path.resolve(workingFolder, values.NASTAVNIK_DATA),
    trustProxy: values.TRUST_PROXY,
    databaseUrl: values.DATABASE_URL,
    logLevel: values.LOG_LEVEL,
    mail:
      values.SMTP_URL === undefined || values.MAIL_FROM === undefined
        ? undefined
        : { smtpUrl: values.SMTP_URL, from: values.MAIL_FROM },
    timeZone: values.NASTAVNIK_TIME_ZONE,
    backupHour: values.BACKUP_HOUR,
    backupKeep: values.BACKUP_KEEP,
    secret: values.SECRET,
  });
}

export interface SettingDescription {
  readonly variable: string;
  readonly meaning: string;
  /** The value in force; secrets are shown as «задано». Empty when there is none. */
  readonly value: string;
  readonly isDefault: boolean;
}

/** What `nastavnik config` prints: every variable with its meaning and the value in force. */
export function describeConfig(
  environment: Readonly<Record<string, string | undefined>>,
): readonly SettingDescription[] {
  return Object.entries<Setting>(settings).map(([variable, setting]) => {
    const given = environment[variable]?.trim() ?? '';
    const isDefault = given === '';
    const value = isDefault ? setting.fallback : setting.isSecret === true ? 'задано' : given;
    return { variable, meaning: setting.meaning, value, isDefault };
  });
}
