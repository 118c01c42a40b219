import { accept, type Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { isInForce, type ConsentCell } from '#src/features/consents/rules/states.ts';
import { matrixFilter } from '#src/features/consents/schema.ts';
import { LIST_PAGE_SIZE, viewMatrix } from '#src/features/consents/service.server/lists.ts';
import { listAskedPupils, type AskedPupil } from '#src/features/surveys/service.server/asked-pupils.ts';
import { admit, type BanksDeps } from '#src/features/banks/service.server/deps.ts';
import {
  listMentoring,
  listOwnClasses,
  type Mentoring,
} from '#src/features/banks/store.server/own-classes.ts';

export interface OwnPupil {
  readonly id: string;
  readonly name: string;
  /** The consent to processing. */
  readonly consent: ConsentCell | null;
  /** Questionnaires that take answers today. */
  readonly asked: readonly AskedPupil[];
  readonly mentoring: Mentoring | null;
}

export interface OwnClass {
  readonly id: string;
  /** «7А». */
  readonly label: string;
  /** By name: a class has no more than a page holds. */
  readonly pupils: readonly OwnPupil[];
  readonly counts: {
    readonly consented: number;
    /** Pupils with a questionnaire that waits for them. */
    readonly waiting: number;
    /** With a mentor, or one themselves. */
    readonly paired: number;
    /** In a bank, and not in a mentorship. */
    readonly inBank: number;
  };
}

export interface OwnClasses {
  /** Classes of this year of which the actor is class teacher, with what is known of each pupil. Refuses those without `banks.view`. */
  view(actor: PersonActor, organizationId: string): Promise<Result<{ classes: readonly OwnClass[] }>>;
}

export function createOwnClasses({ db }: BanksDeps): OwnClasses {
  return {
    view: (actor, organizationId) =>
      db.withActor(actor, 'banks.view_own_classes', async (tx) => {
        const admitted = await admit(tx, organizationId, 'banks.view');
        if (!admitted.ok) return admitted;
        const classes: OwnClass[] = [];
        for (const { id, label } of await listOwnClasses(tx, organizationId)) {
          const filter = matrixFilter.parse({ classId: id, kind: 'pupil' });
          const matrix = await viewMatrix(tx, organizationId, filter, LIST_PAGE_SIZE);
          if (!matrix.ok) return matrix;
          const ids = matrix.value.rows.map((row) => row.id);
          const mentoring = await listMentoring(tx, ids);
          const asked = Map.groupBy(await listAskedPupils(tx, ids), ({ personId }) => personId);
          const pupils = matrix.value.rows.map((row): OwnPupil => ({
            id: row.id,
            name: row.name,
            consent: row.cells.find(({ purpose }) => purpose === 'processing') ?? null,
            asked: asked.get(row.id) ?? [],
            mentoring: mentoring.get(row.id) ?? null,
          }));
          classes.push({ id, label, pupils, counts: countPupils(pupils) });
        }
        return accept({ classes });
      }),
  };
}

function isPaired({ mentoring }: OwnPupil): boolean {
  return mentoring?.isMentee === true || mentoring?.isMentor === true;
}

function countPupils(pupils: readonly OwnPupil[]): OwnClass['counts'] {
  const count = (fits: (pupil: OwnPupil) => boolean) => pupils.filter(fits).length;
  return {
    consented: count(({ consent }) => consent !== null && isInForce(consent)),
    waiting: count(({ asked }) => asked.some(({ isAnswered }) => !isAnswered)),
    paired: count(isPaired),
    inBank: count(
      (pupil) =>
        !isPaired(pupil) &&
        (pupil.mentoring?.hasOffer === true || (pupil.mentoring?.request ?? null) !== null),
    ),
  };
}
