import type { Refusal } from '#src/lib/result.ts';
import { accountsRefusalText } from '#src/features/accounts/labels.ts';
import type { LineError, PaperState } from '#src/features/documents/rules.ts';

export const paperStateLabels: Readonly<Record<PaperState, string>> = {
  draft: 'черновик',
  registered: 'зарегистрирован',
  replaced: 'заменён',
  cancelled: 'отменён',
};

export const directionLabels = { issued: 'Издан нами', incoming: 'Входящий' } as const;

export const lineErrorLabels: Readonly<Record<LineError, string>> = {
  no_number: 'нет номера: напишите «№ 12-од»',
  no_date: 'нет даты: напишите «от 12.09.2026»',
  impossible_date: 'такой даты не бывает',
  no_title: 'нет заголовка: о чём документ',
};

const day = (iso: string | number | undefined): string =>
  String(iso ?? '')
    .split('-')
    .toReversed()
    .join('.');

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'documents.not_found': () => 'Такого документа в реестре нет. Откройте реестр и найдите его заново.',
  'documents.stale': () =>
    'Пока вы вводили, документ изменил кто-то другой. Введённое осталось в форме: сверьте и сохраните ещё раз.',
  'documents.number_taken': ({ number, issuedOn, line }) =>
    `${line === undefined ? '' : `Строка ${line}: `}документ этого вида № ${number ?? ''} от ${day(issuedOn)} уже есть в реестре. Проверьте номер и дату.`,
  'documents.keep_number': () =>
    'У зарегистрированного документа нельзя убрать номер или дату. Если документ недействителен, отмените его с причиной.',
  'documents.closed': () => 'Документ отменён или заменён: изменить его нельзя, он хранится как есть.',
  'documents.unknown_kind': () => 'Выберите вид документа из списка.',
  'documents.file_not_found': () => 'Такого файла нет. Откройте документ, к которому он приложен, заново.',
  'documents.file_lost': () =>
    'Запись о файле есть, а самого файла на диске нет. Сообщите администратору: его можно вернуть из резервной копии.',
  'file.empty': () => 'Файл пустой. Выберите другой файл.',
  'file.too_large': ({ limitMegabytes }) =>
    `Файл больше ${limitMegabytes ?? 25} МБ. Сожмите скан или сохраните его в PDF меньшего размера.`,
};

/** The Russian text of a refusal of this room or of those above it. */
export function documentsRefusalText(refusal: Refusal): string {
  return texts[refusal.code]?.(refusal.facts ?? {}) ?? accountsRefusalText(refusal);
}
