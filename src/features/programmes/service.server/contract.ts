import type { Refusal, Result } from '#src/lib/result.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import type { CommandOf } from '#src/features/accounts/access.ts';
import type { programmesAccess } from '#src/features/programmes/access.ts';
import type {
  Agreement,
  Correction,
  Programme,
  ProgrammeForm,
  ProgrammeStage,
} from '#src/features/programmes/rules.ts';
import type {
  AddAgreement,
  AddProgramme,
  Correct,
  EditAgreement,
  EditProgramme,
  SetStage,
} from '#src/features/programmes/schema.ts';

export type ProgrammesAbilities = Record<CommandOf<typeof programmesAccess>, true | Refusal>;

export interface ProgrammeLine extends Programme {
  readonly forms: readonly string[];
}

export interface ProgrammeCard {
  readonly programme: Programme;
  readonly forms: readonly ProgrammeForm[];
  readonly stages: readonly ProgrammeStage[];
  readonly corrections: readonly Correction[];
  readonly agreements: readonly Agreement[];
  readonly today: string;
  readonly can: ProgrammesAbilities;
}

export interface Programmes {
  /** Programmes of a school year, or of all years (null). */
  list(
    actor: PersonActor,
    input: { organizationId: string; schoolYear: number | null },
  ): Promise<Result<{ programmes: readonly ProgrammeLine[]; currentYear: number; can: ProgrammesAbilities }>>;
  view(actor: PersonActor, programmeId: string): Promise<Result<ProgrammeCard>>;
  /** Refuses `programmes.foreign_form` and `programmes.title_taken`. */
  add(
    actor: PersonActor,
    organizationId: string,
    input: AddProgramme,
  ): Promise<Result<{ programmeId: string }>>;
  /** Refuses `programmes.stale` as well. */
  edit(actor: PersonActor, input: EditProgramme): Promise<Result>;
  setStage(actor: PersonActor, input: SetStage): Promise<Result>;
  /** Preparing → launched, with the order if it stands in the register. Refuses `programmes.no_forms`. */
  launch(
    actor: PersonActor,
    input: { programmeId: string; version: number; paperId: string | null },
  ): Promise<Result>;
  /** Launched → closed. */
  close(actor: PersonActor, input: { programmeId: string; version: number }): Promise<Result>;
  /** Closed or launched → one step back. */
  reopen(actor: PersonActor, input: { programmeId: string; version: number }): Promise<Result>;
  /** Writes down what was changed in the programme's course, and why. */
  correct(actor: PersonActor, input: Correct): Promise<Result>;
  /** Every agreement of the organization, with the partners to choose from. */
  agreements(
    actor: PersonActor,
    organizationId: string,
  ): Promise<
    Result<{
      agreements: readonly Agreement[];
      partners: readonly { id: string; name: string }[];
      today: string;
      can: ProgrammesAbilities;
    }>
  >;
  agreement(
    actor: PersonActor,
    agreementId: string,
  ): Promise<
    Result<{
      agreement: Agreement;
      partners: readonly { id: string; name: string }[];
      can: ProgrammesAbilities;
    }>
  >;
  addAgreement(
    actor: PersonActor,
    organizationId: string,
    input: AddAgreement,
  ): Promise<Result<{ agreementId: string }>>;
  editAgreement(actor: PersonActor, input: EditAgreement): Promise<Result>;
}
