import { shortDay } from '#src/lib/russian/short-day.ts';
import { paragraph, type Block, type PaperDocument } from '#src/platform/render/model.ts';
import { codeHeader } from '#src/features/surveys/papers/code-header.ts';
import { allItems, type Item, type SurveyModel } from '#src/features/surveys/rules/model.ts';
import { scaleOf } from '#src/features/surveys/rules/summarise.ts';

/** One respondent's sheet: a code to type in, the name (none on an anonymous one), the questionnaire as it is for them. */
export interface PaperForm {
  readonly code: string;
  readonly name: string;
  readonly model: SurveyModel;
}

/** Forms for a pen, one after another, each beginning on a page of its own. Numbers of answers are those of fast entry. */
export function paperForms(title: string, forms: readonly PaperForm[], closesOn: string): PaperDocument {
  const blocks = forms.flatMap((form, index): Block[] => [
    ...(index === 0 ? [] : [{ kind: 'pageBreak' } as const]),
    codeHeader(form.name === '' ? 'Анкета без имени: не подписывайте её' : form.name, form.code),
    { kind: 'heading', level: 1, text: form.model.title },
    ...(form.model.intro === '' ? [] : [paragraph(form.model.intro)]),
    paragraph(`Обведите ответ или впишите его. Сдайте анкету до ${shortDay(closesOn)}.`),
    ...allItems(form.model)
      .filter(({ kind }) => kind !== 'ranking')
      .flatMap((item, place) => itemBlocks(item, place + 1, form.model)),
  ]);
  return { title, orientation: 'portrait', language: 'ru', blocks };
}

function itemBlocks(item: Item, number: number, model: SurveyModel): Block[] {
  const [first] = item.when ?? [];
  const asked =
    first === undefined
      ? -1
      : allItems(model)
          .filter(({ kind }) => kind !== 'ranking')
          .findIndex(({ id }) => id === first.item);
  const condition = asked < 0 ? '' : ` (если это следует из ответа на вопрос ${asked + 1})`;
  const question: Block = {
    kind: 'paragraph',
    runs: [
      { text: `${number}. ${item.text}`, bold: true },
      { text: `${condition}${item.hint === undefined || item.hint === '' ? '' : ` ${item.hint}`}` },
    ],
    keepWithNext: true,
  };
  return [question, ...answerBlocks(item)];
}

function answerBlocks(item: Item): Block[] {
  switch (item.kind) {
    case 'scale': {
      const digits: Block = {
        kind: 'table',
        columns: Array.from({ length: 10 }, () => ({ width: 1 })),
        head: [],
        body: [
          {
            kind: 'row',
            cells: Array.from({ length: 10 }, (_, index) => ({
              content: String(index + 1),
              align: 'center' as const,
            })),
          },
        ],
      };
      const [low = '', high = ''] = item.ends ?? [];
      return low === '' && high === '' ? [digits] : [digits, paragraph(`1 — ${low}, 10 — ${high}`)];
    }
    case 'level':
    case 'yes_no':
    case 'single':
    case 'many':
      return [
        {
          kind: 'list',
          marker: 'dash',
          items: scaleOf(item).map(({ text }, index) => [
            { text: item.kind === 'level' ? text : `${index + 1} ${text}` },
          ]),
        },
      ];
    case 'long':
      return [{ kind: 'spacer', lines: 3 }];
    case 'number':
    case 'date':
    case 'short':
      return [paragraph('______________________________')];
    default:
      return [];
  }
}
