import { accept, refuse, type Result } from '#src/lib/result.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import type { PaperMoment, PaperSource, PaperSubjects } from '#src/features/orgs/papers.server.ts';
import {
  keepAgreement,
  PARTNER_FIELDS,
  partnerFacts,
  partnerSubjects,
} from '#src/features/programmes/papers.server/partner-agreement.ts';
import {
  PROGRAMME_FIELDS,
  programmeFacts,
  programmesOf,
} from '#src/features/programmes/papers.server/programme-facts.ts';
import {
  APPOINTEE_FIELDS,
  chosenStaff,
  responsibleTable,
  staffFacts,
  staffSubjects,
  TEAM_FIELDS,
  teamFacts,
  teamSubjects,
} from '#src/features/programmes/papers.server/team.ts';
import { setProgrammeState } from '#src/features/programmes/store.server.ts';

const asked = (name: string, kind: Field['kind'], description: string): Field => ({
  name,
  kind,
  description,
  isAsked: true,
});

const RESPONSIBLE: Field = {
  name: 'таблица ответственных',
  kind: 'table',
  description: 'у кого роли в программе и что они делают',
};

const RESPONSIBLE_PERSON: Field = {
  name: 'ответственный',
  kind: 'person',
  description: 'сотрудник, который отвечает за исполнение',
};

const programmesToChoose = (takes: PaperSubjects['takes']): PaperSubjects => ({
  label: takes === 'one' ? 'Программа' : 'Программы',
  takes,
  list: async (tx, moment) =>
    (await programmesOf(tx, moment)).map(({ id, title }) => ({ id, label: title, isUsual: true })),
});

interface Kind {
  readonly fields: readonly Field[];
  readonly subjects?: PaperSubjects;
  readonly gather?: (tx: ScopedTx, moment: PaperMoment) => Promise<Facts>;
}

/** Of each kind what there is beside the facts of the programmes themselves. */
const KINDS: Readonly<Record<string, Kind>> = {
  'order.introduce': {
    subjects: programmesToChoose('many'),
    fields: [
      RESPONSIBLE,
      asked('срок промежуточного мониторинга', 'day', 'до какого дня он должен закончиться'),
      asked('срок итогового мониторинга', 'day', 'до какого дня он должен закончиться'),
      asked('доля пар с результатом', 'number', 'сколько процентов пар и групп должны достичь целей'),
    ],
    gather: async (tx, moment) => ({
      'таблица ответственных': { kind: 'table', table: await responsibleTable(tx, moment) },
    }),
  },
  'order.team': { fields: TEAM_FIELDS, subjects: teamSubjects, gather: teamFacts },
  'order.curator': {
    fields: APPOINTEE_FIELDS,
    subjects: staffSubjects('Кого назначить'),
    gather: (tx, { subjectIds }) => staffFacts(tx, 'назначаемый куратор', subjectIds),
  },
  'order.roadmap': { fields: [] },
  'order.monitoring': {
    fields: [
      asked('начало мониторинга', 'day', 'с какого дня'),
      asked('конец мониторинга', 'day', 'по какой день'),
      asked('срок справки', 'day', 'когда готова аналитическая справка'),
    ],
  },
  'order.event': {
    subjects: staffSubjects('Кто готовит и проводит'),
    fields: [
      RESPONSIBLE_PERSON,
      asked('мероприятие', 'text', 'что проводится, в винительном падеже: «итоговую встречу пар и групп»'),
      asked('день мероприятия', 'day', 'когда'),
      asked('место', 'text', 'где: «актовый зал»'),
    ],
    gather: (tx, { subjectIds }) => staffFacts(tx, 'ответственный', subjectIds),
  },
  order: {
    subjects: staffSubjects('Кто отвечает'),
    fields: [
      RESPONSIBLE_PERSON,
      asked('о чём', 'text', 'продолжите «О …»: «встрече с выпускниками»'),
      asked('цель', 'text', 'продолжите «В целях …»: «знакомства учеников с профессиями»'),
      asked('поручение', 'text', 'что сделать: «организовать встречу с выпускниками»'),
      asked('срок', 'day', 'до какого дня'),
    ],
    gather: (tx, { subjectIds }) => staffFacts(tx, 'ответственный', subjectIds),
  },
  minutes: {
    subjects: { ...teamSubjects, label: 'Кто присутствовал' },
    fields: [
      { name: 'присутствовали', kind: 'people', description: 'кто был на заседании' },
      asked('день заседания', 'day', 'когда собрались'),
      asked('повестка', 'text', 'о чём говорили, в предложном падеже: «ходе работы пар и групп»'),
      asked('решение', 'text', 'что решили: «продолжить работу всех пар»'),
    ],
    gather: async (tx, moment) => ({
      присутствовали: { kind: 'people', people: [...(await chosenStaff(tx, moment)).people.values()] },
    }),
  },
  regulation: { fields: [] },
  programme: {
    fields: [RESPONSIBLE],
    subjects: programmesToChoose('one'),
    gather: (tx, moment) => withTeam(tx, moment),
  },
  motivation: { fields: [] },
  'local-act': { fields: [RESPONSIBLE], gather: (tx, moment) => withTeam(tx, moment) },
  'partner-agreement': { fields: PARTNER_FIELDS, subjects: partnerSubjects, gather: partnerFacts },
};

const withTeam = async (tx: ScopedTx, moment: PaperMoment): Promise<Facts> => ({
  'таблица ответственных': { kind: 'table', table: await responsibleTable(tx, moment) },
});

/** Papers of the school about its staff and programmes: orders, minutes, local acts, the agreement with a partner. */
export const programmePapers: PaperSource = {
  kinds: Object.keys(KINDS),
  fields: (kind) => [...(KINDS[kind]?.fields ?? []), ...PROGRAMME_FIELDS],
  subjects: (kind) => KINDS[kind]?.subjects ?? null,

  gather: async (tx, moment) => {
    const kind = KINDS[moment.kind];
    const all = await programmesOf(tx, moment);
    const chosen = all.filter(({ id }) => moment.subjectIds.includes(id));
    return {
      ...(await programmeFacts(tx, chosen.length === 0 ? all : chosen, moment)),
      ...(await kind?.gather?.(tx, moment)),
    };
  },

  registered: async (tx, paper): Promise<Result> => {
    if (paper.kind === 'partner-agreement') return keepAgreement(tx, paper);
    if (paper.kind !== 'order.introduce') return accept();
    // The order introduces what it names: those programmes begin by it, unless they have begun by another.
    for (const programme of await programmesOf(tx, paper)) {
      if (!paper.subjectIds.includes(programme.id) || programme.state !== 'preparing') continue;
      if (programme.forms.length === 0) return refuse('programmes.no_forms');
      const launched = { state: 'launched', launchPaperId: paper.paperId } as const;
      if (!(await setProgrammeState(tx, programme.id, programme.version, launched))) {
        return refuse('programmes.stale');
      }
    }
    return accept();
  },
};
