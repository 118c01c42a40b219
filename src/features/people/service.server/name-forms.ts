import { accept, refuse, type Refusal, type Result } from '#src/lib/result.ts';
import type { PersonActor, ScopedTx } from '#src/platform/db/scope.ts';
import { may } from '#src/features/accounts/access.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import type { Person } from '#src/features/people/rules.ts';
import { fixForms, viewForms, type NameFormsView } from '#src/features/people/rules/fixed-forms.ts';
import type { NameFormsInput } from '#src/features/people/schema/name-forms.ts';
import type { PeopleDeps } from '#src/features/people/service.server/deps.ts';
import { admitToPerson } from '#src/features/people/service.server/person.ts';
import { refuseUnlessMay } from '#src/features/people/service.server/rights.ts';
import { saveNameForms } from '#src/features/people/store.server/name-forms.ts';

export interface PersonForms extends NameFormsView {
  readonly person: Pick<Person, 'id' | 'familyName' | 'givenName' | 'patronymic' | 'gender' | 'version'>;
  readonly mayFix: true | Refusal;
}

export interface NameFormsService {
  /** All six cases of a name, for whoever sees the card; `people.not_found`. */
  view(actor: PersonActor, personId: string): Promise<Result<PersonForms>>;
  /**
   * Keeps what a person fixed, for all papers from now on; whoever edits the card may. Refuses with `people.not_found`,
   * `people.stale`, `people.form_words` (the form has not as many words as the name).
   */
  fix(actor: PersonActor, input: NameFormsInput): Promise<Result>;
}

const isStaff = (person: Person): boolean => person.kinds.includes('staff');

export function createNameForms({ db }: PeopleDeps): NameFormsService {
  return {
    view: (actor, personId) => db.withActor(actor, 'people.view_name_forms', (tx) => viewName(tx, personId)),
    fix: (actor, input) => db.withActor(actor, 'people.fix_name_forms', (tx) => fixName(tx, input)),
  };
}

async function viewName(tx: ScopedTx, personId: string): Promise<Result<PersonForms>> {
  const admitted = await admitToPerson(tx, personId);
  if (!admitted.ok) return admitted;
  const { person, standing } = admitted.value;
  const refused = refuseUnlessMay(standing, isStaff(person) ? 'people.list' : 'people.list_everyone');
  if (refused !== null) return refused;
  const { id, familyName, givenName, patronymic, gender, version } = person;
  return accept({
    ...viewForms(person),
    person: { id, familyName, givenName, patronymic, gender, version },
    mayFix: may(peopleAccess, standing, isStaff(person) ? 'people.edit' : 'people.edit_everyone'),
  });
}

async function fixName(tx: ScopedTx, input: NameFormsInput): Promise<Result> {
  const admitted = await admitToPerson(tx, input.personId);
  if (!admitted.ok) return admitted;
  const { person, standing } = admitted.value;
  const refused = refuseUnlessMay(standing, isStaff(person) ? 'people.edit' : 'people.edit_everyone');
  if (refused !== null) return refused;
  // Before the words are looked at: they were typed for the name that stood there.
  if (person.version !== input.version) return refuse('people.stale');
  const fixed = fixForms(person, input, input.gender);
  if (!fixed.isFit) return refuse('people.form_words', undefined, fixed.name);
  const { id, version } = person;
  const isSaved = await saveNameForms(tx, { id, version, gender: input.gender, forms: fixed.forms });
  return isSaved ? accept() : refuse('people.stale');
}
