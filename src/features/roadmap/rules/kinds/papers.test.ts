import { describe, expect, it } from 'vitest';
import { activityKinds } from '#src/features/roadmap/rules/kinds/dictionary.ts';
import { findPaperKind, recognisePapers } from '#src/features/roadmap/rules/kinds/papers.ts';

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

describe('papers of activity kinds', () => {
  it('are all in the dictionary', () => {
    const unknown = activityKinds
      .flatMap((kind) => kind.papers)
      .filter((id) => findPaperKind(id) === undefined);
    expect(unknown).toEqual([]);
  });
});
