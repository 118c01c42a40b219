import type { FactTable, Facts, Field, PersonFact } from '#src/lib/wording/model.ts';
import { formatName } from '#src/lib/russian/names.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import {
  listStaffChoices,
  listTeamChoices,
  paperHoldersById,
  paperPeople,
  type TeamChoice,
} from '#src/features/people/service.server.ts';

export const TEAM_FIELDS: readonly Field[] = [
  { name: 'таблица участников', kind: 'table', description: 'состав группы: должности и обязанности' },
  { name: 'руководитель группы', kind: 'person', description: 'куратор, если он в составе' },
];

export const APPOINTEE_FIELDS: readonly Field[] = [
  { name: 'назначаемый куратор', kind: 'person', description: 'кого назначают куратором' },
];

/** What is usual by the role at the school where the group itself says nothing; whoever has several gets the first. */
const DUTIES = [
  {
    role: 'curator',
    words: 'координирует работу группы, ведёт базы наставников и наставляемых, готовит отчёты',
  },
  { role: 'director', words: 'определяет задачи группы, утверждает её решения' },
  {
    role: 'psychologist',
    words: 'проводит диагностику, сопровождает пары и группы и тех, кто ждёт наставника',
  },
  { role: 'class_teacher', words: 'собирает запросы обучающихся, держит связь с родителями' },
] as const;
const OTHER_DUTIES = 'участвует в отборе наставников, подборе и сопровождении пар и групп';

/** Teams of the year, then everybody who works here: a group is often a team and one more. */
export const teamSubjects: PaperSubjects = {
  label: 'Кто входит в группу',
  takes: 'many',
  list: async (tx, { organizationId, schoolYear }) => {
    const { people, teams } = await listStaffChoices(tx, organizationId);
    const ours = teams.filter((team) => team.schoolYear === schoolYear);
    return [
      ...ours.map(({ id, name, kind }) => ({ id, label: `Группа: ${name}`, isUsual: kind === 'organizers' })),
      ...people.map(({ id, name, posts }) => ({
        id,
        label: [name, posts[0] ?? ''].filter((part) => part !== '').join(', '),
        isUsual: false,
      })),
    ].slice(0, 1_000);
  },
};

export async function teamFacts(
  tx: ScopedTx,
  { organizationId, subjectIds }: Pick<PaperMoment, 'organizationId' | 'subjectIds'>,
): Promise<Facts> {
  const { people, teams } = await chosenStaff(tx, { organizationId, subjectIds });
  const duties = await dutiesByPerson(tx, organizationId, teams);
  const curators = await paperHoldersById(tx, organizationId, 'curator');
  const leader = [...people].find(([id]) => curators.has(id))?.[1];
  return {
    'таблица участников': { kind: 'table', table: teamTable(people, duties) },
    ...(leader === undefined ? {} : { 'руководитель группы': leader }),
  };
}

/** Those whom `teamSubjects` offered, by name, the members of a team each for themselves; and the teams among them. */
export async function chosenStaff(
  tx: ScopedTx,
  { organizationId, subjectIds }: Pick<PaperMoment, 'organizationId' | 'subjectIds'>,
): Promise<{ people: ReadonlyMap<string, PersonFact>; teams: readonly TeamChoice[] }> {
  const chosen = new Set(subjectIds);
  const { teams } = await listStaffChoices(tx, organizationId);
  const chosenTeams = teams.filter(({ id }) => chosen.has(id));
  const ids = [
    ...chosenTeams.flatMap(({ memberIds }) => memberIds),
    ...subjectIds.filter((id) => !teams.some((team) => team.id === id)),
  ];
  return { people: await paperPeople(tx, [...new Set(ids)]), teams: chosenTeams };
}

/** Everybody who works here; whoever has the role of a curator is the usual one. */
export const staffSubjects = (label: string): PaperSubjects => ({
  label,
  takes: 'one',
  list: async (tx, { organizationId }) => {
    const { people } = await listStaffChoices(tx, organizationId);
    const curators = await paperHoldersById(tx, organizationId, 'curator');
    return people.slice(0, 1_000).map(({ id, name, posts }) => ({
      id,
      label: [name, posts[0] ?? ''].filter((part) => part !== '').join(', '),
      isUsual: curators.has(id),
    }));
  },
});

/** The one of them whom the paper names. */
export async function staffFacts(tx: ScopedTx, field: string, subjectIds: readonly string[]): Promise<Facts> {
  const [person] = (await paperPeople(tx, subjectIds.slice(0, 1))).values();
  return person === undefined ? {} : { [field]: person };
}

/**
 * Those who have a part in mentoring by their role, each with what they do, as the working group of the year has it; nobody twice.
 */
export async function responsibleTable(
  tx: ScopedTx,
  { organizationId, schoolYear }: Pick<PaperMoment, 'organizationId' | 'schoolYear'>,
): Promise<FactTable> {
  const people = new Map<string, PersonFact>();
  for (const { role } of DUTIES.filter((one) => one.role !== 'class_teacher')) {
    for (const [id, person] of await paperHoldersById(tx, organizationId, role)) people.set(id, person);
  }
  const teams = (await listTeamChoices(tx, organizationId)).filter(
    (team) => team.kind === 'organizers' && team.schoolYear === schoolYear,
  );
  return teamTable(people, await dutiesByPerson(tx, organizationId, teams));
}

/** What people do by their roles, and over it what the teams themselves say. */
async function dutiesByPerson(
  tx: ScopedTx,
  organizationId: string,
  teams: readonly Pick<TeamChoice, 'duties'>[],
): Promise<ReadonlyMap<string, string>> {
  const duties = new Map<string, string>();
  for (const { role, words } of DUTIES) {
    for (const id of (await paperHoldersById(tx, organizationId, role)).keys()) {
      if (!duties.has(id)) duties.set(id, words);
    }
  }
  for (const team of teams) for (const [id, words] of Object.entries(team.duties)) duties.set(id, words);
  return duties;
}

function teamTable(people: ReadonlyMap<string, PersonFact>, duties: ReadonlyMap<string, string>): FactTable {
  return {
    columns: [
      { heading: '№', width: 1 },
      { heading: 'Фамилия, имя, отчество', width: 5 },
      { heading: 'Должность', width: 5 },
      { heading: 'Что делает', width: 7 },
    ],
    rows: [...people].map(([id, { name, post }], index) => [
      String(index + 1),
      formatName(name, 'full'),
      post || '–',
      duties.get(id) ?? OTHER_DUTIES,
    ]),
  };
}
