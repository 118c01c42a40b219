import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CASE_WORDS, OBLIQUE_CASES } from '#src/lib/russian/case.ts';
import { writeFact } from '#src/lib/wording/write-fact.ts';
import type { PersonActor } from '#src/platform/db/scope.ts';
import { openTestDatabase, type TestDatabase } from '#src/platform/testing/database.ts';
import { createOrgs, readOrganization } from '#src/features/orgs/service.server.ts';
import type { SignerFormsInput } from '#src/features/people/schema/name-forms.ts';
import { contactOf, findPartner, paperSigner, type People } from '#src/features/people/service.server.ts';
import type { SignerOf } from '#src/features/people/service.server/signer-forms.ts';
import { accepted, foundSchool, newPerson, peopleOf, refusedWith, type School } from '../../../test/world.ts';

let world: TestDatabase;
let people: People;
let school: School;
let curator: PersonActor;
let head: SignerOf;

beforeAll(async () => {
  world = await openTestDatabase();
  people = peopleOf(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  school = await foundSchool(world);
  curator = await school.actor('curator');
  head = { organizationId: school.organizationId };
  // The rules do not know that the vowel falls out: «Лаптя».
  await world.asOwner(`update organizations set director_name = 'Лапоть Пётр Ильич' where id = $1`, [
    school.organizationId,
  ]);
});

const view = async (of = head) => accepted(await people.signerForms.view(curator, of));
/** The form of the page as it would be sent untouched, with changes. */
async function typed(of: SignerOf, more: Partial<SignerFormsInput>): Promise<SignerFormsInput> {
  const { version, gender, forms, posts } = await view(of);
  const texts = OBLIQUE_CASES.flatMap((name) => [
    [name, forms.find((one) => one.name === name)?.text ?? ''],
    [`${name}Post`, posts.find((one) => one.name === name)?.text ?? ''],
  ]);
  return { version, gender, ...Object.fromEntries(texts), ...more };
}
const fix = async (more: Partial<SignerFormsInput>, of = head, actor = curator) =>
  people.signerForms.fix(actor, of, await typed(of, more));
/** «в лице … »: as an agreement writes the head of the school. */
const written = (name: keyof typeof CASE_WORDS = 'genitive') =>
  world.db.withActor(curator, 'test', async (tx) => {
    const found = await readOrganization(tx, school.organizationId);
    if (found === null) return '';
    const fact = await paperSigner(
      tx,
      { organizationId: school.organizationId, partnerId: null },
      {
        name: found.directorName,
        post: found.directorPost,
        gender: found.directorGender,
        forms: found.directorForms,
      },
    );
    return fact === null ? '' : writeFact(fact, [CASE_WORDS[name].title, 'с должностью']).text;
  });
const rename = async (more: { directorName?: string; directorPost?: string }) => {
  const orgs = createOrgs({ db: world.db, clock: world.clock });
  const { organization } = accepted(await orgs.view(curator, school.organizationId));
  accepted(await orgs.edit(curator, { ...organization, organizationId: organization.id, ...more }));
};

it('of the head are those of the rules until somebody fixes one, and then hold in papers', async () => {
  expect(await written()).toBe('директора Лапотя Петра Ильича');
  accepted(await fix({ genitive: 'Лаптя Петра Ильича', genitivePost: 'директора (руководителя)' }));
  expect(await written()).toBe('директора (руководителя) Лаптя Петра Ильича');
  expect(await written('dative')).toBe('директору Лапотю Петру Ильичу');
  const { forms, posts, cardId } = await view();
  expect(cardId).toBeNull();
  expect(forms.find(({ name }) => name === 'genitive')).toMatchObject({
    byRules: 'Лапотя Петра Ильича',
    isFixed: true,
  });
  expect(posts.filter(({ isFixed }) => isFixed)).toEqual([
    { name: 'genitive', text: 'директора (руководителя)', byRules: 'директора', isFixed: true },
  ]);
  // Only what differs is kept, and an empty field goes back to the rules.
  accepted(await fix({ genitivePost: '' }));
  const [row] = await world.asOwner<{ director_forms: object }>(
    'select director_forms from organizations where id = $1',
    [school.organizationId],
  );
  expect(row?.director_forms).toEqual({ name: { genitive: { familyName: 'Лаптя' } }, post: {} });
});

it('go with the name or the post that they were fixed for', async () => {
  accepted(await fix({ gender: 'male', genitive: 'Лаптя Петра Ильича', dativePost: 'господину директору' }));
  await rename({ directorPost: 'ректор' });
  expect(await written('dative')).toBe('ректору Лапотю Петру Ильичу');
  expect(await written()).toBe('ректора Лаптя Петра Ильича');
  await rename({ directorName: 'Корень Пётр Ильич' });
  expect(await written()).toBe('ректора Кореня Петра Ильича');
  expect((await view()).gender).toBeNull();
});

it('come from the card of the same name, which wins', async () => {
  accepted(await fix({ genitive: 'Лапоти Петра Ильича' }));
  const { personId } = accepted(
    await people.add(
      curator,
      school.organizationId,
      newPerson({ familyName: 'Лапоть', givenName: 'Петр', patronymic: 'Ильич' }),
    ),
  );
  // A card that says nothing leaves what the requisites hold.
  expect(await written()).toBe('директора Лапоти Петра Ильича');
  const card = accepted(await people.nameForms.view(curator, personId));
  const forms = Object.fromEntries(card.forms.map(({ name, text }) => [name, text]));
  accepted(
    await people.nameForms.fix(curator, {
      personId,
      version: 1,
      gender: null,
      ...(forms as Record<(typeof OBLIQUE_CASES)[number], string>),
      genitive: 'Лаптя Петра Ильича',
    }),
  );
  expect((await view()).cardId).toBe(personId);
  expect(await written()).toBe('директора Лаптя Петра Ильича');
  // The post is still fixed with the requisites; what is typed for the name there is of no effect.
  accepted(await fix({ genitive: 'Лаптем', genitivePost: 'директора школы' }));
  expect(await written()).toBe('директора школы Лаптя Петра Ильича');
  // Of two of the name nobody can tell which is meant.
  accepted(
    await people.add(
      curator,
      school.organizationId,
      newPerson({ familyName: 'Лапоть', givenName: 'Пётр', patronymic: 'Ильич', isNamesake: true }),
    ),
  );
  expect((await view()).cardId).toBeNull();
  // Unless one of them is the director.
  await school.actor('director');
  await world.asOwner('update people set account_id = $2 where id = $1', [
    personId,
    `director-${school.organizationId}`,
  ]);
  expect((await view()).cardId).toBe(personId);
});

it('of who signs for a partner are fixed with the partner', async () => {
  const { partnerId } = accepted(
    await people.partners.add(curator, school.organizationId, {
      submission: randomUUID(),
      name: 'ООО «Пример»',
      kind: 'enterprise',
      inn: null,
      address: '',
      contactName: 'Корень Иван Ильич',
      contactPost: 'генеральный директор',
      email: '',
      phone: '',
      note: '',
      endedOn: null,
    }),
  );
  const of = { partnerId };
  accepted(await fix({ genitive: 'Корня Ивана Ильича' }, of));
  const signer = () =>
    world.db.withActor(curator, 'test', async (tx) => {
      const partner = await findPartner(tx, partnerId);
      return partner === null
        ? null
        : await paperSigner(tx, { organizationId: school.organizationId, partnerId }, contactOf(partner));
    });
  const fact = await signer();
  expect(fact && writeFact(fact, ['родительный', 'с должностью']).text).toBe(
    'генерального директора Корня Ивана Ильича',
  );
  const { partner } = accepted(await people.partners.view(curator, partnerId));
  accepted(await people.partners.edit(curator, { ...partner, partnerId, contactName: '' }));
  expect(await signer()).toBeNull();
  expect(refusedWith(await people.signerForms.view(curator, of))).toBe('people.signer_unknown');
  expect(refusedWith(await people.signerForms.view(curator, { partnerId: 'none' }))).toBe(
    'people.partner_not_found',
  );
});

it('are refused with another number of words, when overtaken, and without a right', async () => {
  const short = await fix({ genitive: 'Лаптя' });
  expect(refusedWith(short)).toBe('people.form_words');
  expect(short).toMatchObject({ refusal: { field: 'genitive' } });
  expect(refusedWith(await fix({ version: 9 }))).toBe('orgs.stale');
  const teacher = await school.actor('class_teacher');
  expect(refusedWith(await fix({ gender: 'male' }, head, teacher))).toBe('access.not_allowed');
  const stranger = await (await foundSchool(world)).actor('director');
  expect(refusedWith(await people.signerForms.view(stranger, head))).toBe('access.not_found');
});
