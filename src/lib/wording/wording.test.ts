import { describe, expect, it } from 'vitest';

import { fillWording, textOf } from '#src/lib/wording/fill.ts';
import type { Facts, Field } from '#src/lib/wording/model.ts';
import { listFieldUses, parseWording } from '#src/lib/wording/parse.ts';

const FIELDS: readonly Field[] = [
  { name: 'куратор', kind: 'person', description: '' },
  { name: 'наставники', kind: 'people', description: '' },
  { name: 'школа', kind: 'organization', description: '' },
  { name: 'дата', kind: 'day', description: '' },
  { name: 'число', kind: 'number', description: '' },
  { name: 'повод', kind: 'text', description: '' },
  { name: 'таблица', kind: 'table', description: '' },
];

const ivanova = {
  kind: 'person' as const,
  name: { familyName: 'Иванова', givenName: 'Мария', patronymic: 'Петровна' },
  gender: null,
  post: 'заместитель директора',
};
const FACTS: Facts = {
  куратор: ivanova,
  наставники: {
    kind: 'people',
    people: [
      ivanova,
      { ...ivanova, name: { familyName: 'Петров', givenName: 'Иван', patronymic: 'Сергеевич' }, post: '' },
    ],
  },
  школа: { kind: 'organization', name: 'Управление образования' },
  дата: { kind: 'day', on: '2026-09-12' },
  число: { kind: 'number', value: 3 },
  повод: { kind: 'text', text: 'итоги <b>года</b> & «Слёт»' },
  таблица: { kind: 'table', table: { columns: [{ heading: '№', width: 1 }], rows: [['1']] } },
};

const read = (text: string) => parseWording(text, FIELDS);
const fill = (text: string, facts: Facts = FACTS) => fillWording(read(text), facts);
const plain = (text: string, facts: Facts = FACTS) =>
  fill(text, facts).blocks.map((block) => ('runs' in block ? textOf(block.runs) : block.kind));

describe('a field', () => {
  it.each([
    ['назначить {куратор: винительный}', 'назначить Иванову Марию Петровну'],
    ['закрепить за {куратор: творительный, кратко}', 'закрепить за Ивановой М. П.'],
    ['{куратор: инициалы}', 'М. П. Иванова'],
    ['{Куратор : дательный, с должностью, с прописной}', 'Заместителю директора Ивановой Марии Петровне'],
    ['{куратор: должность, творительный}', 'заместителем директора'],
    ['{наставники: родительный, кратко}', 'Ивановой М. П., Петрова И. С.'],
    ['приказ {школа: родительный}', 'приказ Управления образования'],
    ['до {дата}', 'до 12 сентября 2026 года'],
    ['до {дата: цифрами}', 'до 12.09.2026'],
    ['{число}', '3'],
    ['подвести {повод}', 'подвести итоги <b>года</b> & «Слёт»'],
    ['О {повод}, но о {число}', 'Об итоги <b>года</b> & «Слёт», но о 3'],
    ['кино {повод}', 'кино итоги <b>года</b> & «Слёт»'],
  ])('%s → %s', (text, words) => {
    expect(plain(text).map((line) => line.replaceAll('\u00a0', ' '))).toEqual([words]);
  });

  it('takes the form that a person fixed', () => {
    const facts: Facts = { куратор: { ...ivanova, forms: { dative: 'Иванове Марии Петровне' } } };
    expect(plain('{куратор: дательный}', facts)).toEqual(['Иванове Марии Петровне']);
  });

  it('says whose form is a guess', () => {
    const name = { familyName: 'Кузнецова-Ли', givenName: 'Женя', patronymic: '' };
    expect(fill('{куратор: дательный}', { куратор: { ...ivanova, name } }).unsure).toEqual([
      'Кузнецова-Ли Женя',
    ]);
  });
});

describe('a text', () => {
  it('has headings, clauses with sub-clauses, lists, tables, annexes and signatures', () => {
    const { blocks, missing } = fill(
      [
        '## О чём',
        'В связи с **{повод}**:',
        '1. Первое:',
        '1.1. внутри;',
        '7. Второе:',
        '- строка',
        '- ещё',
        '{таблица}',
        '3. Третье',
        '=> справа',
        '{подписи: куратор}',
        '{приложение: Список на {дата}}',
        '1. Снова с единицы',
      ].join('\r\n'),
    );
    expect(missing).toEqual([]);
    expect(blocks.map((block) => block.kind)).toEqual([
      'heading',
      'paragraph',
      'clauses',
      'list',
      'table',
      'clauses',
      'paragraph',
      'signatures',
      'annex',
      'clauses',
    ]);
    expect(blocks.flatMap((block) => (block.kind === 'clauses' ? [block.start] : []))).toEqual([1, 3, 1]);
    expect(blocks[2]).toMatchObject({
      items: [{ clauses: [{ runs: [{ text: 'внутри;' }] }] }, { clauses: [] }],
    });
    expect(blocks[1]).toMatchObject({ runs: [{}, { bold: true, text: 'итоги <b>года</b> & «Слёт»' }, {}] });
    expect(blocks[7]).toMatchObject({ signers: [{ role: 'куратор', fullName: 'Иванова Мария Петровна' }] });
    expect(blocks[8]).toMatchObject({ number: 1, title: 'Список на 12 сентября 2026\u00a0года' });
  });

  it('leaves an optional line out, and lists what a line that must stay lacks', () => {
    const { blocks, missing } = fill('? Основание: {повод}\nДо {дата} – {куратор}', {
      повод: { kind: 'text', text: ' ' },
    });
    expect(missing).toEqual(['дата', 'куратор']);
    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        align: 'justify',
        runs: [{ text: 'До ' }, { text: '[дата]' }, { text: ' – ' }, { text: '[куратор]' }],
      },
    ]);
  });

  it('leaves out an optional table without rows and signers who are not known', () => {
    const table = { kind: 'table' as const, table: { columns: [{ heading: '№', width: 1 }], rows: [] } };
    const filled = fill('? {таблица}\n? {подписи: куратор}\nКонец.', { таблица: table });
    expect(filled.missing).toEqual([]);
    expect(filled.blocks.map(({ kind }) => kind)).toEqual(['signatures', 'paragraph']);
    expect(listFieldUses(read('? {таблица}\n? {подписи: куратор}'))).toEqual([
      { name: 'таблица', isNeeded: false },
      { name: 'куратор', isNeeded: false },
    ]);
  });

  it('leaves out an optional line about the post of somebody who has none', () => {
    const curator = {
      kind: 'person' as const,
      name: { familyName: 'Бах', givenName: 'Анна', patronymic: '' },
      gender: null,
      post: '',
    };
    expect(fill('? {куратор: должность}\n{куратор}', { куратор: curator })).toMatchObject({
      missing: [],
      blocks: [{ runs: [{ text: 'Бах Анна' }] }],
    });
  });

  it('tells of an empty table', () => {
    const table = { kind: 'table' as const, table: { columns: [{ heading: '№', width: 1 }], rows: [] } };
    expect(fill('{таблица}', { таблица: table }).missing).toEqual(['таблица']);
  });

  it('knows which fields it needs', () => {
    expect(listFieldUses(read('? {повод}\n{дата} {повод: с прописной}\n? {число}'))).toEqual([
      { name: 'повод', isNeeded: true },
      { name: 'дата', isNeeded: true },
      { name: 'число', isNeeded: false },
    ]);
  });
});

describe('what is wrong in a text', () => {
  it.each([
    ['{директор}', 'unknown_field', 'директор'],
    ['{}', 'unknown_field', ''],
    ['{куратор: звательный}', 'unknown_modifier', 'куратор: звательный'],
    ['{дата: дательный}', 'unknown_modifier', 'дата: дательный'],
    ['Вот {таблица} в строке', 'table_in_text', 'таблица'],
    ['{подписи: дата}', 'not_a_signer', 'дата'],
    ['{подписи: никто}', 'unknown_field', 'никто'],
    ['назначить {куратор', 'open_brace', '{куратор'],
    ['назначить куратор}', 'open_brace', '}'],
    ['**жирно', 'open_bold', '**жирно'],
    ['*криво', 'open_italic', '*криво'],
    ['<b>куратор</b>', 'markup', '<b>'],
    ['<img src=x onerror=alert(1)>', 'markup', '<img src=x onerror=alert(1)>'],
    ['было&nbsp;так', 'markup', '&nbsp;'],
    ['1.1. без пункта', 'clause_without_parent', '1.1. без пункта'],
    [' \n\t\n', 'empty', ''],
  ])('%s', (text, code, words) => {
    expect(read(text).problems).toEqual([{ code, line: 1, words }]);
  });

  it('names the line', () => {
    expect(read('первая\n\nтретья {нет}').problems).toEqual([
      { code: 'unknown_field', line: 3, words: 'нет' },
    ]);
  });

  it.each(['5 < 7 и a < b', 'Иванов <Петров>', 'знак & и {дата}', '2 * 2 ** 3 * 4 ** 5'])(
    'nothing in %s',
    (text) => {
      expect(read(text).problems).toEqual([]);
    },
  );

  it('refuses what no act is', () => {
    expect(read('а'.repeat(60_001)).problems[0]?.code).toBe('too_long');
    expect(read('а\n'.repeat(1_501)).problems[0]?.code).toBe('too_many_lines');
  });

  // Work that grows with the square of the text would run into the limit of the test.
  it.each(['{', '*', '<a ', '1.1. ', '{подписи: ', '&'])('gets to the end of a text of «%s»', (piece) => {
    expect(read(piece.repeat(Math.floor(60_000 / piece.length))).problems.length).toBeGreaterThanOrEqual(0);
  });
});
