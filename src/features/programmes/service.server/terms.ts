import type { ScopedTx } from '#src/platform/db/scope.ts';
import { normsOf } from '#src/features/programmes/rules.ts';
import { findProgramme, loadForms } from '#src/features/programmes/store.server.ts';

/** What a programme says of a form: its title, its last day (ISO) and the norm of meetings. */
export interface ProgrammeTerms {
  readonly title: string;
  readonly endsOn: string;
  readonly meetingsAMonth: number;
}

/** Null without a programme; a form that the programme does not use has its own usual norm. */
export async function programmeTerms(
  tx: ScopedTx,
  programmeId: string | null,
  form: string,
): Promise<ProgrammeTerms | null> {
  const programme = programmeId === null ? null : await findProgramme(tx, programmeId);
  if (programme === null) return null;
  const chosen = (await loadForms(tx, [programme.id])).get(programme.id)?.find((one) => one.form === form);
  const usual = { form, roleModels: [], menteeLimit: null, groupLimit: null, meetingsAMonth: null };
  return {
    title: programme.title,
    endsOn: programme.endsOn,
    meetingsAMonth: normsOf(programme, chosen ?? usual).meetingsAMonth,
  };
}
