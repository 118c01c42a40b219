import { randomUUID } from 'node:crypto';
import classesFile from '#data/demo/classes.json' with { type: 'json' };
import participants from '#data/demo/participants.json' with { type: 'json' };
import type { ScopedTx } from '#src/platform/db/scope.ts';
import { bringInMentorships, bringInOffers, bringInRequests } from '#src/features/banks/service.server.ts';
import { recordPaperConsents } from '#src/features/consents/service.server.ts';
import type { PersonKind } from '#src/features/people/rules/kinds.ts';
import { addGuardianOf, addPeople, addPeopleToClass } from '#src/features/people/service.server.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import { earlierOf, workingDayNear } from '#src/main/demo/calendar.ts';
import { fillPool } from '#src/main/demo/pool.ts';
import { bringPersonalData } from '#src/main/demo/personal-data.ts';
import { proposePairs } from '#src/main/demo/proposals.ts';
import type { DemoInstallation, DemoTown } from '#src/main/demo/town.ts';

interface School {
  readonly organizationId: string;
  /** Calendar year in which the school year begins. */
  readonly start: number;
  /** ISO day. */
  readonly today: string;
  /** Ids of the staff by family name. */
  readonly staffIds: ReadonlyMap<string, string>;
}

/** Ids of everybody who came in here, by family name: the names of the demo are all different. */
type Ids = ReadonlyMap<string, string>;

/**
 * Four classes with their parents, two partners, two programmes; consents of most, requests and offers of some, and, once
 * autumn is far enough, the first pairs.
 */
export async function bringParticipants(
  { services, db }: DemoInstallation,
  town: DemoTown,
  school: School,
): Promise<void> {
  const keeper = town.actor('curator');
  const { organizationId, start, today } = school;
  const partnerIds = new Map<string, string>();
  for (const { key, ...partner } of participants.partners) {
    const facts = { ...partner, kind: partner.kind as 'enterprise' | 'college' };
    const input = { ...facts, ...NO_CONTACTS, submission: randomUUID() };
    const added = await services.people.partners.add(keeper, organizationId, input);
    partnerIds.set(key, accepted(added, `add ${partner.name}`).partnerId);
  }
  const classIds = new Map<string, string>();
  for (const { grade, letter, teacher } of classesFile.classes) {
    const added = await services.people.classes.add(keeper, organizationId, {
      submission: randomUUID(),
      schoolYear: start,
      name: { grade, letter },
      teacherId: school.staffIds.get(teacher) ?? null,
    });
    classIds.set(`${grade}${letter}`, accepted(added, `class ${grade}${letter}`).classId);
  }
  for (const programme of PROGRAMMES) {
    const dates = { startsOn: `${start}-09-01`, endsOn: `${start + 1}-05-31` };
    const input = { ...programme, ...dates, submission: randomUUID() };
    const added = accepted(await services.programmes.add(keeper, organizationId, input), programme.title);
    const launch = { programmeId: added.programmeId, version: 1, paperId: null };
    accepted(await services.programmes.launch(keeper, launch), `launch ${programme.title}`);
  }
  const everybody = await db.withActor(keeper, 'demo.bring_participants', async (tx) => {
    const ids = new Map([...school.staffIds, ...(await addPupils(tx, school, classIds))]);
    for (const [name, id] of await addOutsiders(tx, school, partnerIds)) ids.set(name, id);
    const signedOn = earlierOf(today, workingDayNear(`${start}-09-12`, 0, 'next'));
    await signConsents(tx, school, ids, signedOn);
    const enteredOn = earlierOf(today, workingDayNear(`${start}-10-06`, 0, 'next'));
    await fillBanks(tx, school, ids, enteredOn);
    const pairedOn = workingDayNear(`${start}-10-20`, 0, 'next');
    if (pairedOn <= today) await formPairs(tx, school, ids, pairedOn);
    return ids;
  });
  // Nobody forms pairs when the year is nearly over.
  if (workingDayNear(`${start}-10-20`, 0, 'next') <= today && today < `${start + 1}-05-01`) {
    await proposePairs({ services, db }, town, { organizationId, start, today, ids: everybody });
    const enteredOn = workingDayNear(`${start}-10-20`, 0, 'next');
    await fillPool({ services, db }, town, { organizationId, ids: everybody, enteredOn });
  }
  await bringPersonalData({ services }, town, { organizationId, today, ids: everybody });
}

const NO_CONTACTS = { inn: null, address: '', email: '', phone: '', note: '', endedOn: null };
const USUAL = { menteeLimit: null, groupLimit: null, meetingsAMonth: null };
const PROGRAMMES = [
  {
    title: 'Старшие – младшим',
    regime: 'pupils' as const,
    labourCode: false,
    ageFrom: 10,
    ageTo: 17,
    meetingsAMonth: null,
    aim: 'Помочь ученикам 7–8 классов в учёбе и в жизни школы; дать старшеклассникам опыт заботы о других.',
    elsewhereNote: '',
    forms: [
      { form: 'pupil-pupil', roleModels: ['strong-weak', 'leader-passive', 'equal-equal'], ...USUAL },
      { form: 'student-pupil', roleModels: ['curator-author'], ...USUAL },
      { form: 'employer-pupil', roleModels: ['colleague-young'], ...USUAL },
    ],
  },
  {
    title: 'Педагог – педагогу',
    regime: 'teachers' as const,
    labourCode: true,
    ageFrom: null,
    ageTo: null,
    meetingsAMonth: null,
    aim: 'Поддержать молодых учителей в первые три года работы.',
    elsewhereNote: '',
    forms: [{ form: 'teacher-teacher', roleModels: ['experienced-young'], ...USUAL }],
  },
];

async function addPupils(
  tx: ScopedTx,
  { organizationId, start }: School,
  classIds: ReadonlyMap<string, string>,
): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const { grade, letter, pupils } of classesFile.classes) {
    const classId = classIds.get(`${grade}${letter}`) ?? '';
    const pupilIds = await addPeople(
      tx,
      organizationId,
      pupils.map(({ bornYearsBefore, bornOn, guardian: _guardian, ...name }) => ({
        ...name,
        ...NOBODY,
        kinds: ['pupil'] as const,
        birthDate: `${start - bornYearsBefore}-${bornOn}`,
      })),
    );
    const place = { organizationId, classId, schoolYear: start, day: `${start}-09-01` };
    await addPeopleToClass(tx, place, pupilIds);
    const guardianIds = await addPeople(
      tx,
      organizationId,
      pupils.map(({ guardian: { relation: _relation, ...name } }) => ({
        ...name,
        ...NOBODY,
        kinds: ['guardian'] as const,
      })),
    );
    for (const [index, pupil] of pupils.entries()) {
      const childId = pupilIds[index] ?? '';
      ids.set(pupil.familyName, childId);
      const { relation } = pupil.guardian;
      await addGuardianOf(tx, organizationId, { guardianId: guardianIds[index] ?? '', childId, relation });
    }
  }
  return ids;
}

const NOBODY = { email: '', phone: '', accountId: null, posts: [] };

async function addOutsiders(
  tx: ScopedTx,
  { organizationId, start }: School,
  partnerIds: ReadonlyMap<string, string>,
): Promise<Ids> {
  const added = await addPeople(
    tx,
    organizationId,
    participants.outsiders.map(({ familyName, givenName, patronymic, kind, partner }) => ({
      familyName,
      givenName,
      patronymic,
      ...NOBODY,
      kinds: [kind as PersonKind],
      birthYear: start - 20,
      partnerId: partnerIds.get(partner ?? '') ?? null,
      graduatedIn: kind === 'graduate' ? start - 2 : null,
    })),
  );
  return new Map(participants.outsiders.map(({ familyName }, index) => [familyName, added[index] ?? '']));
}

/** Of everybody who takes part and of their classes, but for a few whose papers have not come back. */
async function signConsents(
  tx: ScopedTx,
  { organizationId, start, today }: School,
  ids: Ids,
  signedOn: string,
): Promise<void> {
  const missing = new Set(participants.withoutConsent);
  const everybody = [
    ...classesFile.classes
      .filter(({ grade }) => grade !== 9)
      .flatMap(({ pupils }) => pupils.map(({ familyName }) => familyName)),
    ...participants.outsiders.map(({ familyName }) => familyName),
    ...participants.teacherPairs.flatMap(({ mentor, mentee }) => [mentor, mentee]),
  ].filter((name) => !missing.has(name));
  const record = async (
    names: readonly string[],
    purpose: 'processing' | 'publication',
    day = signedOn,
  ): Promise<void> => {
    const recorded = await recordPaperConsents(tx, {
      organizationId,
      personIds: names.flatMap((name) => ids.get(name) ?? []),
      purposes: [purpose],
      signedOn: day,
      signer: 'by_age',
      basis: 'бланки в папке куратора',
    });
    accepted(recorded, `consents to ${purpose}`);
  };
  await record(everybody, 'processing');
  await record(participants.publication, 'publication');
  // Whoever has come of age since is asked again, and has signed for themselves.
  const isOfAge = ({ bornYearsBefore, bornOn }: { bornYearsBefore: number; bornOn: string }): boolean => {
    const birthday = `${start - bornYearsBefore + 18}-${bornOn}`;
    return birthday > signedOn && birthday <= today;
  };
  const ofAge = classesFile.classes
    .flatMap(({ pupils }) => pupils)
    .filter((pupil) => isOfAge(pupil) && everybody.includes(pupil.familyName))
    .map(({ familyName }) => familyName);
  if (ofAge.length > 0) await record(ofAge, 'processing', today);
}

async function fillBanks(
  tx: ScopedTx,
  { organizationId, start }: School,
  ids: Ids,
  enteredOn: string,
): Promise<void> {
  await bringInRequests(
    tx,
    organizationId,
    participants.requests.map(({ familyName, mainRequest, tags }) => ({
      personId: ids.get(familyName) ?? '',
      enteredOn,
      mainRequest,
      tags,
      forms: ['pupil-pupil'],
      places: ['school'],
    })),
    'paper',
  );
  await bringInOffers(
    tx,
    organizationId,
    [...participants.offers, ...participants.outsiders].map((offer) => ({
      personId: ids.get(offer.familyName) ?? '',
      // Came forward a year ago, and nobody was found: what the terms of retention ask about.
      enteredOn: 'kind' in offer && offer.kind === 'graduate' ? `${start - 1}-09-01` : enteredOn,
      competences: offer.competences,
      interests: 'interests' in offer ? offer.interests : [],
      achievements: offer.achievements,
      ageFrom: 12,
      ageTo: 15,
      hoursAMonth: 4,
      places: ['school'],
      forms: [
        'kind' in offer ? (offer.kind === 'partner' ? 'employer-pupil' : 'student-pupil') : 'pupil-pupil',
      ],
      menteeLimit: 'kind' in offer ? 2 : 1,
    })),
    'paper',
  );
  await bringInOffers(
    tx,
    organizationId,
    participants.teacherPairs.map(({ mentor }) => ({
      personId: ids.get(mentor) ?? '',
      enteredOn,
      competences: ['методика урока'],
      achievements: 'Учитель высшей категории',
      hoursAMonth: 6,
      places: ['school'],
      forms: ['teacher-teacher'],
    })),
    'curator',
  );
  await bringInRequests(
    tx,
    organizationId,
    participants.teacherPairs.map(({ mentee }) => ({
      personId: ids.get(mentee) ?? '',
      enteredOn,
      mainRequest: 'Поддержка в первый год работы: уроки, журнал, родители',
      tags: ['методика урока'],
      forms: ['teacher-teacher'],
      places: ['school'],
    })),
    'curator',
  );
}

async function formPairs(
  tx: ScopedTx,
  { organizationId, start }: School,
  ids: Ids,
  startsOn: string,
): Promise<void> {
  const pair = (form: string, roleModel: string, mentor: string, mentee: string) => ({
    schoolYear: start,
    form,
    roleModel,
    labourCode: form === 'teacher-teacher',
    state: 'working' as const,
    startsOn,
    dueOn: `${start + 1}-05-25`,
    mentorIds: [ids.get(mentor) ?? ''],
    menteeIds: [ids.get(mentee) ?? ''],
  });
  await bringInMentorships(tx, organizationId, [
    ...participants.pairs.map(({ mentor, mentee, roleModel }) =>
      pair('pupil-pupil', roleModel, mentor, mentee),
    ),
    ...participants.teacherPairs.map(({ mentor, mentee }) =>
      pair('teacher-teacher', 'experienced-young', mentor, mentee),
    ),
  ]);
}
