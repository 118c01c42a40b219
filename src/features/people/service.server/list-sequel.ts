import type { Result } from '#src/lib/result.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { ListOptions } from '#src/features/people/store.server/imports.ts';
import type { KindsOfForm, ListEntry, ListSort } from '#src/features/people/rules/import/entries.ts';

/** The rows of a list that tell more than people, once its people are known. */
export interface SequelInput {
  readonly organizationId: string;
  readonly sort: Exclude<ListSort, 'people'>;
  /** First calendar year of the school year that the list is of. */
  readonly schoolYear: number;
  readonly today: string;
  readonly options: ListOptions;
  readonly entries: readonly ListEntry[];
  /** Ids by the index of a record; absent for those who are new. */
  readonly personIds: ReadonlyMap<number, string>;
}

/** How much there is to write; what is there already is counted apart. */
export interface SequelPlan {
  readonly requests: number;
  readonly offers: number;
  /** Pairs and groups that go on, and those that are over. */
  readonly mentorships: number;
  readonly finished: number;
  /** Rows that bring nothing new. */
  readonly known: number;
  /** People without a consent in force, for whom nothing but the name is kept. */
  readonly unconsented: number;
  /** Pairs that go on and are left out: an adult from outside without a clean record in force, a minor (ТК РФ art. 351.1). */
  readonly uncertified: number;
  /** Mentorships without a last day, which are taken to have ended with the school year. */
  readonly undated: number;
}

/** The room below that keeps what such lists tell; `compose.ts` hands it in. */
export interface ListSequel {
  /** Forms of mentoring to choose from. */
  readonly forms: readonly { readonly id: string; readonly title: string }[];
  readonly kindsOf: KindsOfForm;
  plan(tx: ScopedTx, input: SequelInput): Promise<SequelPlan>;
  /** Writes it, in the transaction of the people; everybody has an id. */
  store(tx: ScopedTx, input: SequelInput): Promise<Result<SequelPlan>>;
}
