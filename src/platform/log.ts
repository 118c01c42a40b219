import pino from 'pino';

/**
 * Structured log, one JSON object a line on standard error (standard output belongs to the commands).
 * Facts are ids, counts, codes and durations; names, addresses and texts of people do not belong in it.
 */
export interface Log {
  debug(facts: LogFacts, message: string): void;
  info(facts: LogFacts, message: string): void;
  warn(facts: LogFacts, message: string): void;
  error(facts: LogFacts, message: string): void;
  /** A log that adds these facts to every line. */
  child(facts: LogFacts): Log;
}

export type LogFacts = Readonly<Record<string, unknown>>;

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Fields whose values are dropped wherever they stand, in case a careless caller logs a whole object. */
const redacted = ['password', 'token', 'secret', 'authorization', 'cookie', 'email', 'phone', 'name'];

/** @param destination where lines go; standard error unless a test collects them. */
export function createLog(level: LogLevel, destination?: { write(line: string): void }): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      redact: { paths: redacted.flatMap((field) => [field, `*.${field}`]), censor: '[removed]' },
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

export const silentLog: Log = createLog('silent');
