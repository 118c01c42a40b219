import { describe, expect, it } from 'vitest';
import type { Meaning } from '#src/lib/deadlines/meaning.ts';
import { checkActs } from '#src/features/roadmap/rules/linter/checks/acts.ts';
import { checkDocuments } from '#src/features/roadmap/rules/linter/checks/documents.ts';
import { checkFilled } from '#src/features/roadmap/rules/linter/checks/filled.ts';
import { checkNumbers } from '#src/features/roadmap/rules/linter/checks/numbers.ts';
import { checkOrderOfDays } from '#src/features/roadmap/rules/linter/checks/order-of-days.ts';
import { checkPeriod } from '#src/features/roadmap/rules/linter/checks/period.ts';
import { checkReading } from '#src/features/roadmap/rules/linter/checks/reading.ts';
import { checkRepeats } from '#src/features/roadmap/rules/linter/checks/repeats.ts';
import { checkSectionYear } from '#src/features/roadmap/rules/linter/checks/section-year.ts';
import { checkSections } from '#src/features/roadmap/rules/linter/checks/sections.ts';
import { checkSlips } from '#src/features/roadmap/rules/linter/checks/slips.ts';
import { checkStages } from '#src/features/roadmap/rules/linter/checks/stages.ts';
import { checkTitleYear } from '#src/features/roadmap/rules/linter/checks/title-year.ts';
import type { Check, LintInput, LintItem } from '#src/features/roadmap/rules/linter/model.ts';
import { stages } from '#src/features/roadmap/rules/kinds/stages.ts';

const PERIOD = { start: '2022-09-01', end: '2023-08-31' };

function makeItem(change: Partial<LintItem> = {}): LintItem {
  return {
    number: null,
    title: 'Обучение наставников',
    subPoints: [],
    deadlineText: 'октябрь 2022',
    meaning: { kind: 'range', start: '2022-10-01', end: '2022-10-31' },
    ambiguous: false,
    responsible: ['Куратор'],
    result: null,
    kinds: ['training.mentors'],
    ...change,
  };
}

function makeInput(items: readonly LintItem[], section: { number?: string; title?: string } = {}): LintInput {
  return {
    period: PERIOD,
    sections: [{ number: section.number ?? null, title: section.title ?? null, items }],
  };
}

const codes = (check: Check, input: LintInput): string[] => check(input).map(({ code }) => code);
const codesOf = (check: Check, ...items: Partial<LintItem>[]): string[] =>
  codes(check, makeInput(items.map((item) => makeItem(item))));
const fixes = (check: Check, item: Partial<LintItem>): string[] =>
  check(makeInput([makeItem(item)])).flatMap(({ fix }) =>
    fix === undefined ? [] : [`${fix.from} → ${fix.to}`],
  );

describe('checkPeriod', () => {
  const on = (meaning: Meaning): string[] => codesOf(checkPeriod, { meaning });
  it('finds days before and after the period', () => {
    expect(on({ kind: 'by', date: '2022-08-31' })).toEqual(['deadline.outside_period']);
    expect(on({ kind: 'range', start: '2022-01-01', end: '2023-05-31' })).toEqual([
      'deadline.partly_outside_period',
    ]);
    expect(
      on({
        kind: 'set',
        items: [
          { kind: 'date', date: '2023-02-01' },
          { kind: 'date', date: '2024-02-01' },
        ],
      }),
    ).toEqual(['deadline.outside_period']);
  });
  it('accepts the first and the last day, events, years not named, and an unknown period', () => {
    expect(on({ kind: 'range', start: '2022-09-01', end: '2023-08-31' })).toEqual([]);
    expect(on({ kind: 'event', text: 'по мере необходимости' })).toEqual([]);
    expect(on({ kind: 'by', date: 'Y0-05-31' })).toEqual([]);
    expect(
      checkPeriod({
        ...makeInput([makeItem({ meaning: { kind: 'by', date: '2019-01-01' } })]),
        period: null,
      }),
    ).toEqual([]);
  });
});

describe('checkSectionYear', () => {
  const september: Partial<LintItem> = { meaning: { kind: 'range', start: '2021-09-01', end: '2021-09-30' } };
  it('finds a month after the section’s school year', () => {
    expect(
      codes(checkSectionYear, makeInput([makeItem(september)], { title: '2020 – 2021 учебный год' })),
    ).toEqual(['deadline.outside_section_year']);
  });
  it('accepts a month within it and sections without a year', () => {
    expect(
      codes(checkSectionYear, makeInput([makeItem(september)], { title: '2021-2022 учебный год' })),
    ).toEqual([]);
    expect(codes(checkSectionYear, makeInput([makeItem(september)], { title: '2020 – 2024 годы' }))).toEqual(
      [],
    );
    expect(codes(checkSectionYear, makeInput([makeItem(september)], { title: 'Итоги' }))).toEqual([]);
  });
});

describe('checkTitleYear', () => {
  it('finds a school year left over from another plan, not the plan’s own', () => {
    expect(codesOf(checkTitleYear, { title: 'База наставников в 2021 - 2022 учебном году' })).toEqual([
      'title.other_year',
    ]);
    expect(codesOf(checkTitleYear, { title: 'База наставников в 2022 - 2023 учебном году' })).toEqual([]);
    expect(codesOf(checkTitleYear, { title: 'Распоряжение от 25.12.2019 № Р-145' })).toEqual([]);
  });
});

describe('checkOrderOfDays', () => {
  it('finds an end before a start only', () => {
    expect(
      codesOf(checkOrderOfDays, { meaning: { kind: 'range', start: '2023-03-20', end: '2023-03-05' } }),
    ).toEqual(['deadline.ends_before_start']);
    expect(
      codesOf(checkOrderOfDays, { meaning: { kind: 'range', start: '2023-03-05', end: '2023-03-05' } }),
    ).toEqual([]);
  });
});

describe('checkNumbers', () => {
  const numbers = (...list: (string | null)[]): string[] =>
    checkNumbers(makeInput(list.map((number) => makeItem({ number })))).map(
      ({ code, facts }) => `${code} ${facts['number']}`,
    );
  it('finds missing, doubled, absent and misplaced numbers', () => {
    expect(numbers('2.1', '2.3')).toEqual(['number.missing 2.2']);
    expect(numbers('2.2', '2.3')).toEqual(['number.missing 2.1']);
    expect(numbers('1.1.', '1.2.', '1.2.')).toEqual(['number.doubled 1.2']);
    expect(numbers('3.1', '3.2', null, '3.4')).toEqual(['number.absent 3.3']);
    expect(numbers('3.2', null, '3.3')).toContain('number.absent ');
    expect(numbers('1.1', '1.3', '1.2')).toContain('number.out_of_order 1.2');
  });
  it('accepts whole runs, lists that begin again in each section, and rows without numbers', () => {
    expect(numbers('1.', '1.1.', '1.2.', '2.')).toEqual([]);
    expect(numbers(null, null)).toEqual([]);
    expect(numbers('I', 'III')).toEqual([]);
    const section = {
      number: null,
      title: null,
      items: [makeItem({ number: '1)' }), makeItem({ number: '2)' })],
    };
    expect(checkNumbers({ period: PERIOD, sections: [section, section] })).toEqual([]);
  });
  it('does not count out a number as a thousand lost rows', () => {
    expect(numbers('1', '900')).toEqual([]);
  });
});

describe('checkFilled', () => {
  it('finds empty cells of a row', () => {
    expect(codesOf(checkFilled, {}, { deadlineText: null, meaning: null })).toEqual(['deadline.missing']);
    expect(codesOf(checkFilled, {}, { responsible: [] })).toEqual(['responsible.missing']);
    expect(codesOf(checkFilled, {}, { title: '' })).toEqual(['title.missing']);
    expect(codesOf(checkFilled, { result: 'Приказ' }, { result: 'План' }, {})).toEqual(['result.missing']);
  });
  it('names a column that all rows lack once, and passes headings over', () => {
    expect(
      codesOf(checkFilled, { deadlineText: null, meaning: null }, { deadlineText: '', meaning: null }),
    ).toEqual(['roadmap.no_deadlines']);
    expect(
      codesOf(checkFilled, {}, { isGroup: true, deadlineText: null, meaning: null, responsible: [] }),
    ).toEqual([]);
    expect(codesOf(checkFilled, {}, {})).toEqual([]);
  });
});

describe('checkReading', () => {
  it('tells unreadable from ambiguous from clear', () => {
    expect(codesOf(checkReading, { deadlineText: 'когда-нибудь', meaning: null, ambiguous: true })).toEqual([
      'deadline.unreadable',
    ]);
    expect(codesOf(checkReading, { ambiguous: true })).toEqual(['deadline.ambiguous']);
    expect(codesOf(checkReading, {})).toEqual([]);
    expect(codesOf(checkReading, { deadlineText: null, meaning: null })).toEqual([]);
  });
});

describe('checkSections', () => {
  it('finds a section without rows, unless it heads sections with rows', () => {
    const empty = { number: '6', title: 'Координация', items: [] };
    expect(codes(checkSections, { period: null, sections: [empty] })).toEqual(['section.empty']);
    const under = { number: '6.1', title: 'Контроль', items: [makeItem()] };
    expect(codes(checkSections, { period: null, sections: [empty, under] })).toEqual([]);
  });
});

describe('checkRepeats', () => {
  it('finds the same row twice, whatever the signs', () => {
    expect(codesOf(checkRepeats, {}, { title: 'Обучение  наставников.' })).toEqual(['row.repeated']);
  });
  it('accepts the same row in another year and rows that differ by a word', () => {
    const section = (year: string) => ({
      number: null,
      title: year,
      items: [makeItem({ deadlineText: `ноябрь ${year}` })],
    });
    expect(checkRepeats({ period: null, sections: [section('2021'), section('2022')] })).toEqual([]);
    expect(codesOf(checkRepeats, {}, { title: 'Обучение кураторов' })).toEqual([]);
  });
});

describe('checkActs', () => {
  it.each([
    ['распоряжение Минпросвещения России от 25.12.2019 №З-145', 'З-145 → Р-145'],
    ['распоряжение Минпросвещения России от 25 декабря 2019 г. № Р-147', 'Р-147 → Р-145'],
    ['методология (распоряжение № P-145)', 'P-145 → Р-145'],
    ['распоряжение № Р145', 'Р145 → Р-145'],
    ['распоряжение Минпросвещения от 23.12.2019 № Р-145', '23.12.2019 → 25.12.2019'],
    ['по статье 358.1 ТК РФ', '358.1 → 351.8'],
    ['ст. 351,8 Трудового кодекса', '351,8 → 351.8'],
    ['письмо Минпросвещения России от 21.12.2021 № АЗ-1128-08', 'АЗ-1128-08 → АЗ-1128/08'],
  ])('corrects «%s»', (title, fix) => {
    expect(fixes(checkActs, { title })).toEqual([fix]);
  });

  it.each([
    'распоряжением Минпросвещения России от 25.12.2019 № Р-145',
    'распоряжение Минпросвещения России от 25 декабря 2019 года № Р–145',
    'письмо Минпросвещения России и Профсоюза от 21 декабря 2021 г. № АЗ-1128/08 и № 657',
    'Приказ управления образования от 21.12.2021 №662-О «Об организации внедрения»',
    'Приказ школы от 01.09.2022 № 259-од',
    'согласия по 152-ФЗ',
    'группа 3-145',
  ])('accepts «%s»', (title) => {
    expect(codesOf(checkActs, { title })).toEqual([]);
  });

  it('notes a federal act that the library does not hold, and one not yet in force', () => {
    expect(codesOf(checkActs, { title: 'приказ Минпросвещения России от 01.02.2021 № 37' })).toEqual([
      'act.unknown',
    ]);
    expect(codesOf(checkActs, { title: 'согласие наставника по ст. 351.8 ТК РФ' })).toEqual([
      'act.not_in_force',
    ]);
  });
});

describe('checkDocuments', () => {
  it('finds a promised document that nobody makes', () => {
    expect(codesOf(checkDocuments, { result: 'Аналитическая справка' })).toEqual(['document.nobody_makes']);
    expect(
      codesOf(checkDocuments, { result: 'Аналитическая справка' }, { kinds: ['monitoring.report'] }),
    ).toEqual([]);
  });
  it('believes rows of unknown kind and papers that say only their family', () => {
    expect(codesOf(checkDocuments, { result: 'Аналитическая справка', kinds: [] }, {})).toEqual([]);
    expect(codesOf(checkDocuments, { result: 'Приказ ОО' })).toEqual([]);
  });
  it('finds pairs without their order', () => {
    expect(codesOf(checkDocuments, { kinds: ['mentorships.form'] })).toEqual(['document.missing']);
    expect(codesOf(checkDocuments, { kinds: ['mentorships.form', 'acts.pairs'] })).toEqual([]);
  });
});

describe('checkStages', () => {
  it('names the stages that are not there', () => {
    const present = stages.filter(({ id }) => id !== 'consents').flatMap(({ proves }) => proves.slice(0, 1));
    expect(checkStages(makeInput([makeItem({ kinds: present })])).map(({ facts }) => facts['stage'])).toEqual(
      ['Согласия на обработку персональных данных'],
    );
  });
  it('is silent on a whole cycle and while no kind is known', () => {
    expect(codesOf(checkStages, { kinds: stages.flatMap(({ proves }) => proves.slice(0, 1)) })).toEqual([]);
    expect(codesOf(checkStages, { kinds: [] })).toEqual([]);
  });
});

describe('checkSlips', () => {
  it.each([
    ['внедрение н развитие наставничества', 'внедрение н развитие → внедрение и развитие'],
    ['обучение обучение наставников', 'обучение обучение → обучение'],
    ['обучение  наставников', 'обучение  наставников → обучение наставников'],
    ['oбучение наставников', 'oбучение → обучение'],
    ['база старшекласников', 'старшекласников → старшеклассников'],
    ['Организационво-методическое сопровождение', 'Организационво → Организационно'],
    ['профилактика правонарушенийв школе', 'правонарушенийв → правонарушений в'],
    ['анкетиорвание участников', 'анкетиорвание → анкетирование'],
  ])('corrects «%s»', (title, fix) => {
    expect(fixes(checkSlips, { title })).toEqual([fix]);
  });

  it('finds glued deadlines, cut-off texts and lost quotes', () => {
    expect(fixes(checkSlips, { deadlineText: 'до 25ноября 2022 г.' })).toEqual(['25ноября → 25 ноября']);
    expect(codesOf(checkSlips, { result: 'Базы программ,' })).toEqual(['text.cut_off']);
    expect(codesOf(checkSlips, { title: 'Приказ «Об итогах' })).toEqual(['text.quotes_unbalanced']);
  });

  it.each([
    'Обучение наставников с 1 по 15 ноября',
    'Работа наставника, наставнику, наставником, о наставнике',
    'Персонализированных программ, персонализированной программы',
    'VK-страница школы и IT-куб',
    'Совещание в школе № 2',
    'Положение «О наставничестве», "Лучшая пара"',
  ])('leaves «%s» alone', (title) => {
    expect(codesOf(checkSlips, { title })).toEqual([]);
  });

  it('believes a word that the document repeats', () => {
    expect(codesOf(checkSlips, ...Array.from({ length: 3 }, () => ({ title: 'Клуб «Наставнчик»' })))).toEqual(
      [],
    );
  });
});
