import { isId } from '#src/lib/id.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { actingAccount } from '#src/platform/db/acting-account.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { submitOnce } from '#src/platform/db/submission.ts';
import type { Standing } from '#src/features/accounts/access.ts';
import type { SurveyState } from '#src/features/surveys/rules.ts';
import { checkModel, type ModelFault } from '#src/features/surveys/rules/check-model.ts';
import { applyEdit, emptyModel, type Edit } from '#src/features/surveys/rules/edit.ts';
import { findLibraryEntry } from '#src/features/surveys/rules/library.ts';
import type { SurveyModel } from '#src/features/surveys/rules/model.ts';
import { surveyModel, type CreateSurvey } from '#src/features/surveys/schema.ts';
import {
  admit,
  readModel,
  surveysAbilities,
  type SurveysAbilities,
  type SurveysDeps,
} from '#src/features/surveys/service.server/context.ts';
import {
  deleteSurvey,
  deleteVersion,
  findSurvey,
  freezeVersion,
  insertSurvey,
  insertVersion,
  listSurveys,
  listVersions,
  saveModel,
  updateSurvey,
  type SurveyLine,
  type SurveyRow,
  type VersionRow,
} from '#src/features/surveys/store.server/surveys.ts';

export const SURVEYS_PAGE_SIZE = 50;

export interface SurveyView {
  readonly survey: SurveyRow;
  /** The newest version: the one that the editor shows. */
  readonly model: SurveyModel;
  readonly number: number;
  /** Published: a change makes the next version. */
  readonly isFrozen: boolean;
  /** Another version was published before this one. */
  readonly hasPublished: boolean;
  readonly faults: readonly ModelFault[];
  readonly can: SurveysAbilities;
}

export interface Editor {
  list(
    actor: PersonActor,
    organizationId: string,
    filter: { state?: SurveyState | undefined; page: number },
  ): Promise<Result<{ rows: readonly SurveyLine[]; total: number; page: number; can: SurveysAbilities }>>;
  view(actor: PersonActor, surveyId: string): Promise<Result<SurveyView>>;
  /** From the library or from nothing. Refuses `surveys.library_unknown`, `surveys.title_needed`. */
  create(
    actor: PersonActor,
    organizationId: string,
    input: CreateSurvey,
  ): Promise<Result<{ surveyId: string }>>;
  /** Changes the newest version; a published one stays and the next one begins. Refuses `surveys.stale`. */
  edit(actor: PersonActor, input: { surveyId: string; version: number; edit: Edit }): Promise<Result>;
  /** From now on the newest version never changes. Refuses `surveys.faulty` (fact `count`). */
  publish(actor: PersonActor, input: { surveyId: string; version: number }): Promise<Result>;
  /** Not offered for new waves any more; taken back the same way. */
  setRetired(
    actor: PersonActor,
    input: { surveyId: string; version: number; isRetired: boolean },
  ): Promise<Result>;
  /** Throws away what is not published: the version being made, or a questionnaire that never was. */
  discard(
    actor: PersonActor,
    input: { surveyId: string; version: number },
  ): Promise<Result<{ isGone: boolean }>>;
}

export function createEditor({ db }: SurveysDeps): Editor {
  return {
    list: (actor, organizationId, { state, page }) =>
      db.withActor(actor, 'surveys.list', async (tx) => {
        const admitted = await admit(tx, organizationId, 'surveys.list');
        if (!admitted.ok) return admitted;
        const found = await listSurveys(tx, organizationId, {
          state,
          offset: (page - 1) * SURVEYS_PAGE_SIZE,
          limit: SURVEYS_PAGE_SIZE,
        });
        return accept({ ...found, page, can: surveysAbilities(admitted.value) });
      }),

    view: (actor, surveyId) =>
      db.withActor(actor, 'surveys.view', async (tx) => {
        const found = await open(tx, surveyId, 'surveys.list');
        if (!found.ok) return found;
        const { survey, newest, versions, standing } = found.value;
        const model = readModel(newest.model);
        return accept({
          survey,
          model,
          number: newest.number,
          isFrozen: newest.isFrozen,
          hasPublished: versions.some(({ isFrozen }) => isFrozen),
          faults: checkModel(model),
          can: surveysAbilities(standing),
        });
      }),

    create: (actor, organizationId, input) =>
      db.withActor(actor, 'surveys.create', (tx) =>
        submitOnce(tx, input.submission, async () => {
          const admitted = await admit(tx, organizationId, 'surveys.edit');
          if (!admitted.ok) return admitted;
          const entry = findLibraryEntry(input.library);
          if (input.library !== '' && entry === undefined)
            return refuse('surveys.library_unknown', undefined, 'library');
          if (entry === undefined && input.title === '')
            return refuse('surveys.title_needed', undefined, 'title');
          const model = entry === undefined ? emptyModel(input.title) : surveyModel.parse(entry.model);
          const surveyId = await insertSurvey(tx, {
            organizationId,
            libraryKey: entry?.key ?? null,
            model: input.title === '' ? model : { ...model, title: input.title },
            createdBy: actingAccount(tx),
          });
          return accept({ surveyId });
        }),
      ),

    edit: (actor, { surveyId, version, edit }) =>
      db.withActor(actor, 'surveys.edit', async (tx) => {
        const found = await open(tx, surveyId, 'surveys.edit');
        if (!found.ok) return found;
        const { survey, newest } = found.value;
        const before = readModel(newest.model);
        const after = surveyModel.safeParse(applyEdit(before, edit));
        if (!after.success) return refuse('surveys.too_large');
        if (JSON.stringify(after.data) === JSON.stringify(before)) return accept();
        if (!(await updateSurvey(tx, survey.id, version, { title: after.data.title })))
          return refuse('surveys.stale');
        if (newest.isFrozen)
          await insertVersion(tx, survey.organizationId, survey.id, newest.number + 1, after.data);
        else await saveModel(tx, newest.id, after.data);
        return accept();
      }),

    publish: (actor, { surveyId, version }) =>
      db.withActor(actor, 'surveys.publish', async (tx) => {
        const found = await open(tx, surveyId, 'surveys.edit');
        if (!found.ok) return found;
        const { survey, newest } = found.value;
        const faults = checkModel(readModel(newest.model));
        if (faults.length > 0) return refuse('surveys.faulty', { count: faults.length });
        if (!(await updateSurvey(tx, survey.id, version, { state: 'published' })))
          return refuse('surveys.stale');
        if (!newest.isFrozen) await freezeVersion(tx, newest.id);
        return accept();
      }),

    setRetired: (actor, { surveyId, version, isRetired }) =>
      db.withActor(actor, 'surveys.retire', async (tx) => {
        const found = await open(tx, surveyId, 'surveys.edit');
        if (!found.ok) return found;
        const state = isRetired
          ? 'retired'
          : found.value.versions.some((one) => one.isFrozen)
            ? 'published'
            : 'draft';
        return (await updateSurvey(tx, surveyId, version, { state })) ? accept() : refuse('surveys.stale');
      }),

    discard: (actor, { surveyId, version }) =>
      db.withActor(actor, 'surveys.discard', async (tx) => {
        const found = await open(tx, surveyId, 'surveys.edit');
        if (!found.ok) return found;
        const { newest, versions } = found.value;
        if (newest.isFrozen) return refuse('surveys.is_published');
        const previous = versions[1];
        const title = previous === undefined ? undefined : readModel(previous.model).title;
        if (!(await updateSurvey(tx, surveyId, version, title === undefined ? {} : { title })))
          return refuse('surveys.stale');
        if (previous === undefined) await deleteSurvey(tx, surveyId);
        else await deleteVersion(tx, newest.id);
        return accept({ isGone: previous === undefined });
      }),
  };
}

async function open(
  tx: ScopedTx,
  surveyId: string,
  command: 'surveys.list' | 'surveys.edit',
): Promise<
  Result<{ survey: SurveyRow; newest: VersionRow; versions: readonly VersionRow[]; standing: Standing }>
> {
  const survey = isId(surveyId) ? await findSurvey(tx, surveyId) : null;
  if (survey === null) return refuse('surveys.not_found');
  const admitted = await admit(tx, survey.organizationId, command);
  if (!admitted.ok) return admitted;
  const versions = await listVersions(tx, surveyId);
  const [newest] = versions;
  return newest === undefined
    ? refuse('surveys.not_found')
    : accept({ survey, newest, versions, standing: admitted.value });
}
