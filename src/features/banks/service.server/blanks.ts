import { randomInt, randomUUID } from 'node:crypto';
import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import type { Side } from '#src/features/programmes/rules/sides.ts';
import type { Standing } from '#src/features/accounts/access.ts';
import { renderPaper, type Printed, type PrintFormat } from '#src/platform/render/paper-file.ts';
import { readOrganization } from '#src/features/orgs/service.server.ts';
import { readAnswers } from '#src/features/surveys/rules/answers.ts';
import { fromPaper } from '#src/features/surveys/rules/paper.ts';
import { entryBlanks, type Blank } from '#src/features/banks/papers/blank.ts';
import { blankItems, filledBlank } from '#src/features/banks/rules/blanks.ts';
import { addOfferForm, addRequestForm } from '#src/features/banks/schema.ts';
import { admit, admitTo, reachesAll, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import type { Entries } from '#src/features/banks/service.server/entries.ts';
import {
  findBlank,
  listBlankPeople,
  listClassChoices,
  numberBlanks,
  type BlankPerson,
} from '#src/features/banks/store.server/blanks.ts';
import { findOfferOf } from '#src/features/banks/store.server/offers.ts';
import type { Participant } from '#src/features/banks/store.server/participants.ts';
import { findRequestOf } from '#src/features/banks/store.server/requests.ts';

export interface FoundBlank {
  readonly code: string;
  readonly side: Side;
  readonly person: Participant;
  readonly hasEntry: boolean;
}

/** Whom forms are printed for. `filled`: with what the person has entered, to be read and signed. */
export interface AskedBlanks {
  readonly side: Side;
  readonly format: PrintFormat;
  readonly who:
    | { readonly classId: string }
    | { readonly personId: string; readonly filled: boolean }
    | 'nobody';
}

export interface Blanks {
  /** Classes to print for, and the form that a typed code names. Refuses with `banks.blank_unknown`. */
  view(
    actor: PersonActor,
    organizationId: string,
    code: string,
  ): Promise<Result<{ classes: readonly { id: string; label: string }[]; found: FoundBlank | null }>>;
  /** Refuses with `banks.nobody_to_print`, `banks.nothing_to_print`. */
  print(actor: PersonActor, organizationId: string, asked: AskedBlanks): Promise<Result<Printed>>;
  /** A form as it was typed in by numbers; errors by item, or the name of whose it is. Refuses as `Entries` does. */
  enter(
    actor: PersonActor,
    organizationId: string,
    input: { code: string; typed: Readonly<Record<string, string>> },
  ): Promise<Result<{ errors: Readonly<Record<string, string>>; name: string }>>;
}

/** Six digits: short to type, and hardly ever somebody else's by a slip. */
const [LEAST, MOST] = [100_000, 1_000_000];
const TRIES = 5;

export function createBlanks({ db }: BanksDeps, entries: Entries): Blanks {
  const find = (actor: PersonActor, organizationId: string, code: string) =>
    db.withActor(actor, 'banks.open_blank', async (tx) => {
      const admitted = await admit(tx, organizationId, 'banks.edit');
      return admitted.ok ? readBlank(tx, organizationId, code) : admitted;
    });

  return {
    view: (actor, organizationId, code) =>
      db.withActor(actor, 'banks.view_blanks', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.edit');
        if (!admitted.ok) return admitted;
        const classes = await listClassChoices(tx, organizationId, isOnlyTeacher(admitted.value));
        if (code === '') return accept({ classes, found: null });
        const found = await readBlank(tx, organizationId, code);
        return found.ok ? accept({ classes, found: found.value }) : found;
      }),

    print: async (actor, organizationId, { side, format, who }) => {
      const made = await db.withActor(actor, 'banks.print_blanks', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.edit');
        if (!admitted.ok) return admitted;
        const schoolName = (await readOrganization(tx, organizationId))?.shortName ?? '';
        if (who === 'nobody') {
          return accept(
            entryBlanks(side, schoolName, [{ name: '', className: '', code: null, filled: null }]),
          );
        }
        const id = 'personId' in who ? who.personId : who.classId;
        const people = isId(id)
          ? await listBlankPeople(tx, organizationId, who, isOnlyTeacher(admitted.value))
          : [];
        if (people.length === 0) return refuse('banks.nobody_to_print');
        if ('personId' in who && who.filled) {
          const filled = await readFilled(tx, side, who.personId);
          if (filled === null) return refuse('banks.nothing_to_print');
          return accept(
            entryBlanks(
              side,
              schoolName,
              people.map((one) => ({ ...one, code: null, filled })),
            ),
          );
        }
        const numbers = await drawNumbers(tx, organizationId, side, people);
        const blanks = people.map((one): Blank => ({
          ...one,
          code: String(numbers.get(one.id) ?? ''),
          filled: null,
        }));
        return accept(entryBlanks(side, schoolName, blanks));
      });
      return made.ok ? accept(await renderPaper(made.value, format)) : made;
    },

    enter: async (actor, organizationId, { code, typed }) => {
      const found = await find(actor, organizationId, code);
      if (!found.ok) return found;
      const { side, person } = found.value;
      const items = blankItems[side];
      const raw = Object.fromEntries(items.map((item) => [item.id, fromPaper(item, typed[item.id] ?? '')]));
      const read = readAnswers(items, raw);
      if (Object.keys(read.errors).length > 0) return accept({ errors: read.errors, name: person.name });
      const form = { ...read.answers, submission: randomUUID(), personId: person.id };
      const parsed = (side === 'mentor' ? addOfferForm : addRequestForm).safeParse(form);
      if (!parsed.success) {
        const errors = parsed.error.issues.map(({ path, message }) => [String(path[0] ?? ''), message]);
        return accept({ errors: Object.fromEntries(errors), name: person.name });
      }
      const done =
        side === 'mentor'
          ? await entries.addOffer(actor, addOfferForm.parse(form), 'paper')
          : await entries.addRequest(actor, addRequestForm.parse(form), 'paper');
      return done.ok ? accept({ errors: {}, name: person.name }) : done;
    },
  };
}

const isOnlyTeacher = (standing: Standing): boolean => !reachesAll(standing, 'banks.edit');

async function readBlank(tx: ScopedTx, organizationId: string, code: string): Promise<Result<FoundBlank>> {
  const blank = /^\d{6}$/.test(code) ? await findBlank(tx, organizationId, Number(code)) : null;
  if (blank === null) return refuse('banks.blank_unknown', undefined, 'code');
  const admitted = await admitTo(tx, blank.personId);
  if (!admitted.ok) return refuse('banks.blank_unknown', undefined, 'code');
  const { side, personId } = blank;
  return accept({
    code,
    side,
    person: admitted.value,
    hasEntry: (await readFilled(tx, side, personId)) !== null,
  });
}

async function readFilled(tx: ScopedTx, side: Side, personId: string): Promise<Blank['filled']> {
  const offer = side === 'mentor' ? await findOfferOf(tx, personId) : null;
  const request = side === 'mentee' ? await findRequestOf(tx, personId) : null;
  return offer === null && request === null ? null : filledBlank({ offer, request });
}

async function drawNumbers(
  tx: ScopedTx,
  organizationId: string,
  side: Side,
  people: readonly BlankPerson[],
): Promise<ReadonlyMap<string, number>> {
  let numbers: ReadonlyMap<string, number> = new Map();
  for (let tries = 0; tries < TRIES && numbers.size < people.length; tries += 1) {
    numbers = await numberBlanks(
      tx,
      organizationId,
      side,
      people.map(({ id }) => ({ personId: id, number: numbers.get(id) ?? randomInt(LEAST, MOST) })),
    );
  }
  if (numbers.size < people.length) throw new Error('No free numbers for paper forms');
  return numbers;
}
