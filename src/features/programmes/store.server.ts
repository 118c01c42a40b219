import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { Regime } from '#src/features/programmes/rules/forms.ts';
import type {
  Correction,
  Programme,
  ProgrammeForm,
  ProgrammeStage,
  ProgrammeState,
  StageState,
} from '#src/features/programmes/rules.ts';

const COLUMNS = [
  'id',
  'organization_id as organizationId',
  'school_year as schoolYear',
  'title',
  'regime',
  'labour_code as labourCode',
  'starts_on as startsOn',
  'ends_on as endsOn',
  'state',
  'age_from as ageFrom',
  'age_to as ageTo',
  'meetings_a_month as meetingsAMonth',
  'aim',
  'elsewhere_note as elsewhereNote',
  'launch_paper_id as launchPaperId',
  'version',
] as const;

type Row = Omit<Programme, 'startsOn' | 'endsOn' | 'regime' | 'state'> & {
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
  readonly regime: string;
  readonly state: string;
};

const rowToProgramme = (row: Row): Programme => ({
  ...row,
  startsOn: toIso(row.startsOn),
  endsOn: toIso(row.endsOn),
  regime: row.regime as Regime,
  state: row.state as ProgrammeState,
});

/** Of one school year, or of all; newest years first. */
export async function listProgrammes(
  tx: ScopedTx,
  { organizationId, schoolYear }: { organizationId: string; schoolYear: number | null },
): Promise<Programme[]> {
  let rows = tx.query.selectFrom('programmes').select(COLUMNS).where('organization_id', '=', organizationId);
  if (schoolYear !== null) rows = rows.where('school_year', '=', schoolYear);
  const found = await rows.orderBy('school_year', 'desc').orderBy('title').orderBy('id').limit(500).execute();
  return found.map(rowToProgramme);
}

export async function findProgramme(tx: ScopedTx, id: string): Promise<Programme | null> {
  const row = await tx.query.selectFrom('programmes').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : rowToProgramme(row);
}

export type NewProgramme = Omit<Programme, 'id' | 'version' | 'state' | 'launchPaperId'>;

const toColumns = (programme: Omit<NewProgramme, 'organizationId'>) => ({
  school_year: programme.schoolYear,
  title: programme.title,
  regime: programme.regime,
  labour_code: programme.labourCode,
  starts_on: toDay(programme.startsOn),
  ends_on: toDay(programme.endsOn),
  age_from: programme.ageFrom,
  age_to: programme.ageTo,
  meetings_a_month: programme.meetingsAMonth,
  aim: programme.aim,
  elsewhere_note: programme.elsewhereNote,
});

export async function insertProgramme(tx: ScopedTx, programme: NewProgramme): Promise<string> {
  const { id } = await tx.query
    .insertInto('programmes')
    .values({ organization_id: programme.organizationId, ...toColumns(programme) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** False when the row has another version by now. */
export async function updateProgramme(
  tx: ScopedTx,
  id: string,
  version: number,
  programme: Omit<NewProgramme, 'organizationId'>,
): Promise<boolean> {
  const result = await tx.query
    .updateTable('programmes')
    .set((eb) => ({ ...toColumns(programme), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function setProgrammeState(
  tx: ScopedTx,
  id: string,
  version: number,
  change: { state: ProgrammeState; launchPaperId: string | null },
): Promise<boolean> {
  const result = await tx.query
    .updateTable('programmes')
    .set((eb) => ({
      state: change.state,
      launch_paper_id: change.launchPaperId,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Forms by programme. */
export async function loadForms(
  tx: ScopedTx,
  programmeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ProgrammeForm[]>> {
  if (programmeIds.length === 0) return new Map();
  const rows = await tx.query
    .selectFrom('programme_forms')
    .select([
      'programme_id as programmeId',
      'form',
      'role_models as roleModels',
      'mentee_limit as menteeLimit',
      'group_limit as groupLimit',
      'meetings_a_month as meetingsAMonth',
    ])
    .where('programme_id', 'in', [...programmeIds])
    .orderBy('form')
    .execute();
  return Map.groupBy(rows, (row) => row.programmeId);
}

export async function replaceForms(
  tx: ScopedTx,
  organizationId: string,
  programmeId: string,
  forms: readonly ProgrammeForm[],
): Promise<void> {
  await tx.query.deleteFrom('programme_forms').where('programme_id', '=', programmeId).execute();
  if (forms.length === 0) return;
  await tx.query
    .insertInto('programme_forms')
    .values(
      forms.map((one) => ({
        organization_id: organizationId,
        programme_id: programmeId,
        form: one.form,
        role_models: [...one.roleModels],
        mentee_limit: one.menteeLimit,
        group_limit: one.groupLimit,
        meetings_a_month: one.meetingsAMonth,
      })),
    )
    .execute();
}

/** Stages that were touched; those without a row are ahead. */
export async function loadStages(tx: ScopedTx, programmeId: string): Promise<ProgrammeStage[]> {
  const rows = await tx.query
    .selectFrom('programme_stages')
    .select(['stage', 'state', 'started_on as startedOn', 'done_on as doneOn', 'note', 'version'])
    .where('programme_id', '=', programmeId)
    .orderBy('stage')
    .execute();
  return rows.map((row) => ({
    ...row,
    state: row.state as StageState,
    startedOn: toIso(row.startedOn),
    doneOn: toIso(row.doneOn),
  }));
}

/** Writes a stage that has `expectedVersion` now (0: no row yet); false when somebody was first. */
export async function saveStage(
  tx: ScopedTx,
  organizationId: string,
  programmeId: string,
  stage: ProgrammeStage,
  expectedVersion: number,
): Promise<boolean> {
  const values = {
    state: stage.state,
    started_on: toDay(stage.startedOn),
    done_on: toDay(stage.doneOn),
    note: stage.note,
  };
  if (expectedVersion === 0) {
    const inserted = await tx.query
      .insertInto('programme_stages')
      .values({ organization_id: organizationId, programme_id: programmeId, stage: stage.stage, ...values })
      .onConflict((conflict) => conflict.columns(['programme_id', 'stage']).doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const updated = await tx.query
    .updateTable('programme_stages')
    .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
    .where('programme_id', '=', programmeId)
    .where('stage', '=', stage.stage)
    .where('version', '=', expectedVersion)
    .executeTakeFirst();
  return updated.numUpdatedRows === 1n;
}

export async function loadCorrections(tx: ScopedTx, programmeId: string): Promise<Correction[]> {
  const rows = await tx.query
    .selectFrom('programme_corrections')
    .select(['id', 'corrected_on as correctedOn', 'change', 'reason', 'paper_id as paperId'])
    .where('programme_id', '=', programmeId)
    .orderBy('corrected_on', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, correctedOn: toIso(row.correctedOn) }));
}

export async function insertCorrection(
  tx: ScopedTx,
  correction: Omit<Correction, 'id'> & {
    readonly organizationId: string;
    readonly programmeId: string;
    readonly createdBy: string | null;
  },
): Promise<void> {
  await tx.query
    .insertInto('programme_corrections')
    .values({
      organization_id: correction.organizationId,
      programme_id: correction.programmeId,
      corrected_on: toDay(correction.correctedOn),
      change: correction.change,
      reason: correction.reason,
      paper_id: correction.paperId,
      created_by: correction.createdBy,
    })
    .execute();
}

/** Whether the register of this organization has such a paper. */
export async function hasPaper(tx: ScopedTx, organizationId: string, paperId: string): Promise<boolean> {
  const row = await tx.query
    .selectFrom('papers')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', paperId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Counts for the plan of work: programmes that touch the span (null ends are open), their forms and corrections in it. */
export async function countForPlan(
  tx: ScopedTx,
  { organizationId, from, to }: { organizationId: string; from: string | null; to: string | null },
): Promise<{ programmes: number; forms: number; corrections: number }> {
  let touching = tx.query
    .selectFrom('programmes')
    .select(['id'])
    .where('organization_id', '=', organizationId)
    .where('state', '!=', 'closed');
  if (from !== null) touching = touching.where('ends_on', '>=', toDay(from));
  if (to !== null) touching = touching.where('starts_on', '<=', toDay(to).add({ years: 1 }));
  const programmes = await touching.execute();
  const ids = programmes.map(({ id }) => id);
  const forms =
    ids.length === 0
      ? []
      : await tx.query
          .selectFrom('programme_forms')
          .select('form')
          .distinct()
          .where('programme_id', 'in', ids)
          .execute();
  let corrections = tx.query
    .selectFrom('programme_corrections')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId);
  if (from !== null) corrections = corrections.where('corrected_on', '>=', toDay(from));
  if (to !== null) corrections = corrections.where('corrected_on', '<=', toDay(to));
  const { count } = await corrections.executeTakeFirstOrThrow();
  return { programmes: ids.length, forms: forms.length, corrections: count };
}
