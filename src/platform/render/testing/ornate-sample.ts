import { paragraph } from '#src/platform/render/model.ts';
import type { PaperDocument } from '#src/platform/render/model.ts';

/** A letter of thanks to somebody of that name, its reason so many sentences long. */
export function thanksSample(
  name: string,
  orientation: PaperDocument['orientation'] = 'portrait',
  sentences = 1,
): PaperDocument {
  return {
    title: 'Благодарственное письмо',
    orientation,
    language: 'ru',
    layout: 'ornate',
    blocks: [
      paragraph('МБОУ «Полянская средняя школа имени Героя Советского Союза А.И. Ветрова»'),
      { kind: 'heading', level: 1, text: 'БЛАГОДАРСТВЕННОЕ ПИСЬМО' },
      paragraph('награждается'),
      { kind: 'heading', level: 2, text: name },
      paragraph(
        Array.from(
          { length: sentences },
          () => 'За терпение, внимание и большой личный вклад в развитие наставничества в школе.',
        ).join(' '),
      ),
      { kind: 'signatures', items: [{ post: 'Директор школы', name: 'П.С. Лужин' }] },
      paragraph('с. Поляны, 2026 год'),
    ],
  };
}
