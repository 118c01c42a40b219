import type { PaperSource } from '#src/features/orgs/papers.server.ts';
import { WAVES_FIELD, wavesTable } from '#src/features/surveys/service.server/waves-table.ts';

/** The response to the questionnaires of a year. */
export const surveyPapers: PaperSource = {
  kinds: ['survey-results'],
  fields: () => [WAVES_FIELD],
  gather: async (tx, moment) => ({
    'таблица опросов': { kind: 'table', table: await wavesTable(tx, moment) },
  }),
};
