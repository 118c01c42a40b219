import { describe, expect, it } from 'vitest';
import { guessPaperKind, recognisePapers } from '#src/features/documents/rules/kinds.ts';

describe('recognisePapers', () => {
  it('tells an exact order from an order of unknown content', () => {
    expect(recognisePapers('Приказ ОО')).toEqual(['order']);
    expect(recognisePapers('Приказ о поощрении участников')).toEqual(['order.rewards']);
    expect(recognisePapers('Дорожная карта, Приказ ОО')).toEqual(['roadmap', 'order']);
  });

  it('reads a list of papers', () => {
    expect(
      recognisePapers(
        '1.Приказ о проведении мониторинга\n2.Аналитическая справка по результатам мониторингов',
      ),
    ).toEqual(['order.monitoring', 'analytical-note']);
    expect(recognisePapers('Протокол педсовета; Партнерские соглашения')).toEqual([
      'minutes',
      'partner-agreement',
    ]);
  });

  it('finds no paper where none is named', () => {
    expect(recognisePapers('Получены актуальные данные о готовности')).toEqual([]);
    expect(recognisePapers('')).toEqual([]);
  });
});

describe('guessPaperKind', () => {
  it.each([
    ['Приказ О закреплении наставнических пар', 'order.pairs'],
    ['О внедрении целевой модели наставничества', 'order.introduce'],
    ['Протокол педагогического совета', 'minutes'],
    ['Приказ О чём-то своём', 'order'],
    ['', 'order'],
  ])('%s → %s', (text, kind) => {
    expect(guessPaperKind(text)).toBe(kind);
  });
});
