import { shortDay } from '#src/lib/russian/short-day.ts';
import { paragraph, type PaperDocument } from '#src/platform/render/model.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import { causeLabels, deedLabels } from '#src/features/consents/labels.ts';
import { LOG_YEARS, type DestructionLine } from '#src/features/consents/rules/traces.ts';

export interface ActFacts {
  readonly id: string;
  readonly personId: string;
  readonly actNumber: string;
  readonly cause: 'withdrawal' | 'request' | 'retention';
  readonly begunOn: string;
  readonly doneOn: string | null;
  readonly log: readonly DestructionLine[];
}

/**
 * The act of destruction with its log (152-ФЗ art. 21 p. 7; приказ Роскомнадзора № 179 of 28.10.2022). The person is named by the
 * number of their record: their name is destroyed as well.
 */
export function actOfDestruction(organization: Organization, facts: ActFacts): PaperDocument {
  const line = '_'.repeat(32);
  const done = facts.doneOn === null ? line : shortDay(facts.doneOn);
  return {
    title: `Акт уничтожения персональных данных № ${facts.actNumber}`,
    orientation: 'portrait',
    language: 'ru',
    blocks: [
      paragraph(organization.fullName, { align: 'center' }),
      paragraph(
        [organization.inn === null ? '' : `ИНН ${organization.inn}`, organization.address]
          .filter((part) => part !== '')
          .join(', '),
        { align: 'center' },
      ),
      { kind: 'spacer', lines: 1 },
      { kind: 'heading', level: 1, text: `Акт № ${facts.actNumber} об уничтожении персональных данных` },
      paragraph(`Дата уничтожения: ${done}`),
      paragraph(
        `Чьи данные: участник программы наставничества, номер записи ${facts.personId} (имя уничтожено вместе с данными).`,
      ),
      paragraph(`Основание: ${causeLabels[facts.cause]}, ${shortDay(facts.begunOn)}.`),
      paragraph(
        'Способ: удаление и обезличивание записей в информационной системе «Наставник»; файлы удаляются с носителя при ближайшей ночной уборке. Из резервных копий данные уходят по мере их замены.',
      ),
      { kind: 'heading', level: 2, text: 'Выгрузка из журнала регистрации событий', align: 'left' },
      {
        kind: 'table',
        columns: [{ width: 1 }, { width: 7 }, { width: 2 }, { width: 4 }],
        head: [
          {
            cells: ['№', 'Что', 'Записей', 'Что сделано'].map((content) => ({
              content,
              align: 'center' as const,
              bold: true,
            })),
          },
        ],
        body: facts.log.map((one, index) => ({
          kind: 'row' as const,
          cells: [
            { content: String(index + 1), align: 'center' as const },
            { content: one.title },
            { content: String(one.count), align: 'right' as const },
            { content: deedLabels[one.deed] },
          ],
        })),
      },
      { kind: 'spacer', lines: 1 },
      paragraph(
        `Зарегистрированные приказы и их сканы относятся к архивным документам (125-ФЗ): они не переписаны, доступ к ним ограничен. Акт и журнал хранятся ${LOG_YEARS} года.`,
      ),
      { kind: 'spacer', lines: 1 },
      {
        kind: 'signatures',
        items: [
          { post: 'Председатель комиссии', name: null },
          { post: 'Член комиссии', name: null },
          { post: 'Член комиссии', name: null },
        ],
      },
    ],
  };
}
