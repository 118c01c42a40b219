import { AsyncLocalStorage } from 'node:async_hooks';

/** What the audit is told of the writes of one call: by which command and, once it is known, by whom. */
export interface Acting {
  readonly command: string;
  /** The account that acts; '' while nobody has proved to be anybody. */
  accountId: string;
  /** Why the program itself acts; '' when a person does. */
  reason: string;
}

/**
 * better-auth takes connections by itself, so who acts cannot be handed through it: it goes beside the call, and
 * `connect.ts` tells each connection that is taken meanwhile.
 */
const running = new AsyncLocalStorage<Acting>();

export function presentActing(): Acting | undefined {
  return running.getStore();
}

/** From here on the call is known to be that of this account. Connections taken later say so. */
export function actAs(accountId: string): void {
  const acting = running.getStore();
  if (acting === undefined) return;
  acting.accountId = accountId;
  acting.reason = '';
}

/** From here on the call is the program's own. */
export function actAsProgram(reason: string): void {
  const acting = running.getStore();
  if (acting === undefined) return;
  acting.accountId = '';
  acting.reason = reason;
}

/** The same methods, each of which the audit knows by its name: `changePassword` as `auth.change_password`. */
export function asCommands<Methods extends object>(methods: Methods, prefix = 'auth'): Methods {
  const named = Object.entries(methods).map(([name, method]) => {
    const command = `${prefix}.${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    const call = (...given: unknown[]): unknown =>
      running.run({ command, accountId: '', reason: '' }, () => Reflect.apply(method, methods, given));
    return [name, call];
  });
  return Object.fromEntries(named) as Methods;
}
