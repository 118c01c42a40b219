import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Clock } from '#src/platform/clock.ts';
import type { Database, PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import { abilities, may, type CommandOf, type Standing } from '#src/features/accounts/access.ts';
import { standingOf } from '#src/features/accounts/service.server.ts';
import { schoolYearOf } from '#src/features/orgs/rules/school-year.ts';
import { programmesAccess } from '#src/features/programmes/access.ts';
import {
  findForeignForms,
  moveStage,
  STAGES,
  type Programme,
  type ProgrammeForm,
  type ProgrammeStage,
} from '#src/features/programmes/rules.ts';
import {
  addAgreement,
  editAgreement,
  viewAgreement,
} from '#src/features/programmes/service.server/agreements.ts';
import type { Programmes } from '#src/features/programmes/service.server/contract.ts';
import {
  findProgramme,
  hasPaper,
  insertCorrection,
  insertProgramme,
  listProgrammes,
  loadCorrections,
  loadForms,
  loadStages,
  replaceForms,
  saveStage,
  setProgrammeState,
  updateProgramme,
} from '#src/features/programmes/store.server.ts';
import { listAgreements, listPartnerChoices } from '#src/features/programmes/store.server/agreements.ts';

export type { ProgrammeLine, Programmes } from '#src/features/programmes/service.server/contract.ts';

export { programmeTerms, type ProgrammeTerms } from '#src/features/programmes/service.server/terms.ts';

export interface ProgrammesDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly timeZone: string;
}

export function refuseUnlessMay(
  standing: Standing,
  command: CommandOf<typeof programmesAccess>,
): Result<never> | null {
  const answer = may(programmesAccess, standing, command);
  return answer === true ? null : { ok: false, refusal: answer };
}

export function createProgrammes({ db, clock, timeZone }: ProgrammesDeps): Programmes {
  const today = (): string => clock.today(timeZone).toString();

  /** One change of one programme: found, allowed, then done in the same transaction. */
  const change = async <T>(
    actor: PersonActor,
    name: string,
    programmeId: string,
    work: (tx: ScopedTx, programme: Programme) => Promise<Result<T>>,
  ): Promise<Result<T>> =>
    db.withActor(actor, name, async (tx) => {
      const programme = isId(programmeId) ? await findProgramme(tx, programmeId) : null;
      if (programme === null) return refuse('programmes.not_found');
      const refused = refuseUnlessMay(await standingOf(tx, programme.organizationId), 'programmes.edit');
      return refused ?? work(tx, programme);
    });

  const moveState = async (
    actor: PersonActor,
    name: string,
    input: { programmeId: string; version: number },
    next: (programme: Programme) => Programme['state'] | null,
  ): Promise<Result> =>
    change(actor, name, input.programmeId, async (tx, programme) => {
      const state = next(programme);
      if (state === null) return refuse('programmes.wrong_state');
      const { launchPaperId } = programme;
      const saved = await setProgrammeState(tx, programme.id, input.version, { state, launchPaperId });
      return saved ? accept() : refuse('programmes.stale');
    });

  return {
    list: (actor, { organizationId, schoolYear }) =>
      db.withActor(actor, 'programmes.list', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'programmes.view');
        if (refused !== null) return refused;
        const programmes = await listProgrammes(tx, { organizationId, schoolYear });
        const formsById = await loadForms(
          tx,
          programmes.map(({ id }) => id),
        );
        return accept({
          programmes: programmes.map((programme) => ({
            ...programme,
            forms: (formsById.get(programme.id) ?? []).map(({ form }) => form),
          })),
          currentYear: schoolYearOf(clock.today(timeZone)),
          can: abilities(programmesAccess, standing),
        });
      }),

    view: (actor, programmeId) =>
      db.withActor(actor, 'programmes.view', async (tx) => {
        const programme = isId(programmeId) ? await findProgramme(tx, programmeId) : null;
        if (programme === null) return refuse('programmes.not_found');
        const { organizationId } = programme;
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'programmes.view');
        if (refused !== null) return refused;
        return accept({
          programme,
          forms: (await loadForms(tx, [programme.id])).get(programme.id) ?? [],
          stages: everyStage(await loadStages(tx, programme.id)),
          corrections: await loadCorrections(tx, programme.id),
          agreements: await listAgreements(tx, { organizationId, programmeId: programme.id }),
          today: today(),
          can: abilities(programmesAccess, standing),
        });
      }),

    add: (actor, organizationId, input) =>
      db.withActor(actor, 'programmes.add', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const refused = refuseUnlessMay(await standingOf(tx, organizationId), 'programmes.edit');
          if (refused !== null) return refused;
          const programme = { ...input, organizationId, schoolYear: yearOf(input.startsOn) };
          const wrong = await refuseWrong(tx, programme, null);
          if (wrong !== null) return wrong;
          const programmeId = await insertProgramme(tx, programme);
          await replaceForms(tx, organizationId, programmeId, input.forms);
          return accept({ programmeId });
        }),
      ),

    edit: (actor, input) =>
      change(actor, 'programmes.edit', input.programmeId, async (tx, { id, organizationId }) => {
        const programme = { ...input, organizationId, schoolYear: yearOf(input.startsOn) };
        const wrong = await refuseWrong(tx, programme, id);
        if (wrong !== null) return wrong;
        if (!(await updateProgramme(tx, id, input.version, programme))) return refuse('programmes.stale');
        await replaceForms(tx, organizationId, id, input.forms);
        return accept();
      }),

    setStage: (actor, input) =>
      change(actor, 'programmes.set_stage', input.programmeId, async (tx, { id, organizationId }) => {
        const stages = everyStage(await loadStages(tx, id));
        const stage = stages.find((one) => one.stage === input.stage);
        if (stage === undefined || stage.version !== input.version) return refuse('programmes.stage_stale');
        const moved = { ...moveStage(stage, input.state, today()), note: input.note };
        const saved = await saveStage(tx, organizationId, id, moved, stage.version);
        return saved ? accept() : refuse('programmes.stage_stale');
      }),

    launch: (actor, input) =>
      change(actor, 'programmes.launch', input.programmeId, async (tx, programme) => {
        if (programme.state !== 'preparing') return refuse('programmes.wrong_state');
        if (((await loadForms(tx, [programme.id])).get(programme.id) ?? []).length === 0)
          return refuse('programmes.no_forms');
        if (input.paperId !== null && !(await hasPaper(tx, programme.organizationId, input.paperId)))
          return refuse('programmes.paper_unknown', undefined, 'paperId');
        const launched = { state: 'launched', launchPaperId: input.paperId } as const;
        const saved = await setProgrammeState(tx, programme.id, input.version, launched);
        return saved ? accept() : refuse('programmes.stale');
      }),

    close: (actor, input) =>
      moveState(actor, 'programmes.close', input, ({ state }) => (state === 'launched' ? 'closed' : null)),

    reopen: (actor, input) =>
      moveState(actor, 'programmes.reopen', input, ({ state }) =>
        state === 'closed' ? 'launched' : state === 'launched' ? 'preparing' : null,
      ),

    correct: (actor, input) =>
      change(actor, 'programmes.correct', input.programmeId, async (tx, { id, organizationId }) =>
        submitOnce(tx, input.submission, async () => {
          if (input.paperId !== null && !(await hasPaper(tx, organizationId, input.paperId)))
            return refuse('programmes.paper_unknown', undefined, 'paperId');
          const { correctedOn, change: words, reason, paperId } = input;
          const createdBy = actor.accountId;
          await insertCorrection(tx, {
            organizationId,
            programmeId: id,
            correctedOn,
            change: words,
            reason,
            paperId,
            createdBy,
          });
          return accept();
        }),
      ),

    agreements: (actor, organizationId) =>
      db.withActor(actor, 'programmes.agreements', async (tx) => {
        const standing = await standingOf(tx, organizationId);
        const refused = refuseUnlessMay(standing, 'programmes.view');
        if (refused !== null) return refused;
        return accept({
          agreements: await listAgreements(tx, { organizationId }),
          partners: await listPartnerChoices(tx, organizationId, null),
          today: today(),
          can: abilities(programmesAccess, standing),
        });
      }),

    agreement: (actor, agreementId) =>
      db.withActor(actor, 'programmes.agreement', (tx) => viewAgreement(tx, agreementId)),

    addAgreement: (actor, organizationId, input) =>
      db.withActor(actor, 'programmes.add_agreement', (tx) =>
        submitOnce(tx, input.submission, () => addAgreement(tx, organizationId, input)),
      ),

    editAgreement: (actor, input) =>
      db.withActor(actor, 'programmes.edit_agreement', (tx) => editAgreement(tx, input)),
  };
}

function yearOf(day: string): number {
  return schoolYearOf(Temporal.PlainDate.from(day));
}

/** All seven, those never touched with version 0. */
function everyStage(known: readonly ProgrammeStage[]): ProgrammeStage[] {
  return STAGES.map(
    ({ stage }) =>
      known.find((one) => one.stage === stage) ?? {
        stage,
        state: 'ahead',
        startedOn: null,
        doneOn: null,
        note: '',
        version: 0,
      },
  );
}

async function refuseWrong(
  tx: ScopedTx,
  programme: Pick<Programme, 'organizationId' | 'schoolYear' | 'title' | 'regime'> & {
    readonly forms: readonly ProgrammeForm[];
  },
  exceptId: string | null,
): Promise<Result<never> | null> {
  if (findForeignForms(programme.regime, programme.forms).length > 0)
    return refuse('programmes.foreign_form', undefined, 'forms');
  const { organizationId, schoolYear } = programme;
  const key = programme.title.toLocaleLowerCase('ru');
  const twin = (await listProgrammes(tx, { organizationId, schoolYear })).find(
    ({ id, title }) => id !== exceptId && title.toLocaleLowerCase('ru') === key,
  );
  return twin === undefined ? null : refuse('programmes.title_taken', undefined, 'title');
}

/** A programme with the forms that it uses. */
export type ProgrammeWithForms = Programme & { readonly forms: readonly ProgrammeForm[] };

/** Programmes of a school that are not over, the newest first, for rooms below that form pairs in them. */
export async function listOpenProgrammes(
  tx: ScopedTx,
  organizationId: string,
): Promise<ProgrammeWithForms[]> {
  const all = await listProgrammes(tx, { organizationId, schoolYear: null });
  const open = all.filter(({ state }) => state !== 'closed');
  const forms = await loadForms(
    tx,
    open.map(({ id }) => id),
  );
  return open.map((programme) => ({ ...programme, forms: forms.get(programme.id) ?? [] }));
}

/** One of `listOpenProgrammes`; null for no id, and when the school has none such. */
export async function findOpenProgramme(
  tx: ScopedTx,
  organizationId: string,
  id: string | null,
): Promise<ProgrammeWithForms | null> {
  if (id === null) return null;
  return (await listOpenProgrammes(tx, organizationId)).find((programme) => programme.id === id) ?? null;
}
