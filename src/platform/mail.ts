import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';
import type { Log } from './log.ts';

export interface Letter {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** `not_configured`: no mail server is set, nothing was sent. `failed`: the server refused or did not answer. */
export type Delivery = 'sent' | 'not_configured' | 'failed';

export interface Mail {
  /** Whether letters can leave this installation at all: screens say so beforehand. */
  readonly isConfigured: boolean;
  /** Sends one letter. Never throws: a letter that does not leave must not undo what it tells about. */
  send(letter: Letter): Promise<Delivery>;
  close(): void;
}

const patience = 20_000;

/** Mail by SMTP when configured; otherwise a mail that says that it is not. */
export function createMail(settings: Config['mail'], log: Log): Mail {
  if (settings === undefined) {
    return { isConfigured: false, send: async () => 'not_configured', close: () => undefined };
  }
  const transport = createTransport({
    url: settings.smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    isConfigured: true,
    send: async ({ to, subject, text, html }) => {
      try {
        await transport.sendMail({
          from: settings.from,
          // As an object, so that commas or brackets in it cannot add another receiver.
          to: { name: '', address: to },
          subject,
          text,
          ...(html === undefined ? {} : { html }),
        });
        return 'sent';
      } catch (error) {
        // The server's answer may quote the receiver's address: only its code is logged.
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        log.warn({ event: 'mail.failed', code }, 'a letter was not sent');
        return 'failed';
      }
    },
    close: () => transport.close(),
  };
}
