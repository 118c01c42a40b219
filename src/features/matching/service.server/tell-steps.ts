import type { ScopedTx } from '#src/platform/db/scope.ts';
import { namesOfAccounts } from '#src/features/accounts/service.server.ts';
import type { KeptPool } from '#src/features/matching/store.server/pool.ts';
import type { Mark, Step } from '#src/features/matching/store.server/steps.ts';

/** A step of a draft in words. */
export interface ToldStep {
  readonly number: number;
  readonly words: string;
  readonly who: string;
  /** ISO instant. */
  readonly madeAt: string;
  readonly undone: boolean;
}

const keyOf = ({ menteeId, mentorId, kind }: Mark) => `${menteeId} ${mentorId} ${kind}`;

/** Marks that one list has and the other has not. */
function added(some: readonly Mark[], others: readonly Mark[]): Mark[] {
  const known = new Set(others.map(keyOf));
  return some.filter((mark) => !known.has(keyOf(mark)));
}

function describe(step: Step, nameOf: (id: string) => string): string {
  const { marksBefore = [], marksAfter = [], undid } = step.change;
  const [more, less] = [added(marksAfter, marksBefore), added(marksBefore, marksAfter)];
  const pair = ({ menteeId, mentorId }: Mark) => `${nameOf(menteeId)} и ${nameOf(mentorId)}`;
  switch (step.kind) {
    case 'made':
      return 'Подбор создан';
    case 'pin':
      return `Пара закреплена: ${
        more
          .filter(({ kind }) => kind === 'pin')
          .map(pair)
          .join(', ') || 'уже была'
      }`;
    case 'ban':
      return `Пара исключена: ${more.map(pair).join(', ') || 'уже была'}`;
    case 'free':
      return `Отметка снята: ${less.map(pair).join(', ') || 'её не было'}`;
    case 'swap':
      return `Обмен: ${more.map(pair).join('; ')}`;
    case 'settings':
      return 'Изменены условия или веса';
    case 'retaken':
      return 'Базы перечитаны';
    case 'undo':
      return `Отменено изменение № ${undid ?? ''}`;
  }
}

/** Steps in words, with the names of people as far as the actor sees them. */
export async function describeSteps(
  tx: ScopedTx,
  steps: readonly Step[],
  pool: KeptPool,
): Promise<ToldStep[]> {
  const people = new Map([
    ...pool.mentees.map(({ facts }) => [facts.personId, facts.name] as const),
    ...pool.mentors.map(({ personId, name }) => [personId, name] as const),
  ]);
  const accounts = await namesOfAccounts(
    tx,
    steps.flatMap(({ madeBy }) => madeBy ?? []),
  );
  return steps.map((step) => ({
    number: step.number,
    words: describe(step, (id) => people.get(id) ?? 'имя не показывается'),
    who: step.madeBy === null ? '' : (accounts[step.madeBy] ?? ''),
    madeAt: step.madeAt,
    undone: step.undone,
  }));
}
