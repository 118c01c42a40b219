import { createAnswering, type Answering } from '#src/features/surveys/service.server/answering.ts';
import { createCandidates, type Candidates } from '#src/features/surveys/service.server/candidates.ts';
import { createWaveCourse, type WaveCourse } from '#src/features/surveys/service.server/course.ts';
import type { SurveysDeps } from '#src/features/surveys/service.server/context.ts';
import { createEditor, type Editor } from '#src/features/surveys/service.server/editor.ts';
import { createPaperEntry, type PaperEntry } from '#src/features/surveys/service.server/paper.ts';
import { createResults, type Results } from '#src/features/surveys/service.server/results.ts';
import { createWaves, type Waves } from '#src/features/surveys/service.server/waves.ts';

export { WAVES_FIELD, wavesTable } from '#src/features/surveys/service.server/waves-table.ts';
export { listEndingWaves, listSurveyDuties } from '#src/features/surveys/service.server/duties.ts';
export { ownSurveys } from '#src/features/surveys/service.server/own-tasks.ts';

/** Questionnaires: making them, asking with them, answering, on paper too, and what came of it. */
export interface Surveys {
  readonly editor: Editor;
  readonly waves: Waves & WaveCourse;
  /** Whom a ranking of people offers. */
  readonly candidates: Candidates;
  readonly answering: Answering;
  readonly paper: PaperEntry;
  readonly results: Results;
}

export function createSurveys(deps: SurveysDeps): Surveys {
  return {
    editor: createEditor(deps),
    waves: { ...createWaves(deps), ...createWaveCourse(deps) },
    candidates: createCandidates(deps),
    answering: createAnswering(deps),
    paper: createPaperEntry(deps),
    results: createResults(deps),
  };
}
