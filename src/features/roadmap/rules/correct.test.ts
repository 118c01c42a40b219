import { describe, expect, it } from 'vitest';
import {
  correctRow,
  keepSubPoints,
  listApartSubPoints,
  proposeSplit,
} from '#src/features/roadmap/rules/correct.ts';

const row = {
  number: '',
  title: 'Разработка актов:\n- приказ о наставничестве;\n- полoжение',
  subPoints: ['приказ о наставничестве', 'полoжение'],
  deadlineText: 'до 25ноября 2022',
  responsibleText: 'Директор',
  resultText: 'Приказ  школы',
  activitiesText: '',
};

describe('correcting a row', () => {
  it('replaces the text in its field', () => {
    expect(correctRow(row, 'deadline', '25ноября', '25 ноября')).toEqual({
      deadlineText: 'до 25 ноября 2022',
    });
    expect(correctRow(row, 'number', '', '1.2')).toEqual({ number: '1.2' });
    expect(correctRow(row, 'result', '$&', 'x')).toBeNull();
    expect(correctRow(row, 'result', 'Приказ', '$&')).toEqual({ resultText: '$&  школы' });
  });

  it('corrects a list in the title and in the sub-points alike', () => {
    expect(correctRow(row, 'title', 'полoжение', 'положение')).toEqual({
      title: row.title.replace('полoжение', 'положение'),
      subPoints: ['приказ о наставничестве', 'положение'],
    });
    expect(correctRow(row, 'subPoints', 'полoжение', 'положение')?.subPoints).toEqual([
      'приказ о наставничестве',
      'положение',
    ]);
  });

  it('refuses what is not there and an empty title', () => {
    expect(correctRow(row, 'title', 'нет такого', 'x')).toBeNull();
    expect(correctRow(row, 'title', row.title, '')).toBeNull();
    expect(correctRow(row, 'number', 'x', '1')).toBeNull();
    expect(correctRow({ ...row, number: '1' }, 'number', '', '2')).toBeNull();
  });
});

describe('sub-points', () => {
  it('go with the title that held them', () => {
    expect(keepSubPoints(row.title, 'Разработка актов: приказ о наставничестве', row.subPoints)).toEqual([
      'приказ о наставничестве',
    ]);
    expect(keepSubPoints('Разработка актов', 'Акты', ['приказ'])).toEqual(['приказ']);
  });

  it('are shown when the title does not hold them', () => {
    expect(listApartSubPoints(row)).toEqual([]);
    expect(listApartSubPoints({ title: 'Акты', subPoints: ['приказ'] })).toEqual(['приказ']);
  });
});

describe('where to cut', () => {
  it.each([
    ['Анкетирование\n- сбор согласий', 'Анкетирование', '- сбор согласий'],
    ['Сбор запросов. Формирование базы', 'Сбор запросов.', 'Формирование базы'],
    ['Сбор запросов; формирование базы', 'Сбор запросов', 'формирование базы'],
    ['Разработка, согласование и утверждение', 'Разработка, согласование и утверждение', ''],
    ['Сбор', 'Сбор', ''],
    ['', '', ''],
  ])('«%s»', (title, first, second) => {
    expect(proposeSplit(title)).toEqual({ first, second });
  });
});
