import { shortDay } from '#src/lib/russian/short-day.ts';
import { paragraph, type Block, type PaperDocument, type TableRow } from '#src/platform/render/model.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import type { CopiedPart } from '#src/features/consents/rules/copy.ts';

/** What is kept about somebody, to read: a table of facts for each kind (152-ФЗ art. 14 p. 7). */
export function copyDocument(
  organization: Organization,
  facts: { name: string; today: string; parts: readonly CopiedPart[] },
): PaperDocument {
  const operator = [organization.fullName, organization.address].filter((part) => part !== '').join(', ');
  return {
    title: `Копия данных ${facts.name}`,
    orientation: 'portrait',
    language: 'ru',
    blocks: [
      { kind: 'heading', level: 1, text: `Персональные данные в программе наставничества: ${facts.name}` },
      paragraph(`На ${shortDay(facts.today)}.`),
      paragraph(`Оператор: ${operator}.`),
      paragraph(
        'Цель обработки — программа наставничества школы. Основание — согласие; для сотрудников также трудовой договор и закон об образовании. Сроки хранения — в разделе «Сроки хранения» программы, их сообщает куратор. Данные никому не передаются без отдельного согласия и хранятся в России на компьютере или сервере школы.',
        { align: 'justify' },
      ),
      ...facts.parts.flatMap(partBlocks),
      { kind: 'spacer', lines: 1 },
      paragraph(
        'Не включено: ответы анкет без имени (их нельзя связать с человеком), пожелания, которые другие участники сообщили о человеке по секрету, и сведения о других людях.',
        { align: 'justify' },
      ),
    ],
  };
}

function partBlocks(part: CopiedPart): Block[] {
  const blocks: Block[] = [{ kind: 'heading', level: 2, text: part.title, align: 'left' }];
  if (part.number > 0)
    blocks.push(paragraph(`Записей: ${part.number}${part.why === '' ? '' : ` (${part.why})`}.`));
  const body = part.rows.flatMap((row, index): TableRow[] => {
    const lines: TableRow[] = row.facts.map(({ name, value }) => ({
      kind: 'row',
      cells: [{ content: name }, { content: value }],
    }));
    return part.rows.length > 1 ? [{ kind: 'section', text: `Запись ${index + 1}` }, ...lines] : lines;
  });
  if (body.length > 0) {
    blocks.push({ kind: 'table', columns: [{ width: 2 }, { width: 4 }], head: [], body, size: 'small' });
  }
  return blocks;
}
