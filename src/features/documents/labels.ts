import type { Refusal } from '#src/lib/result.ts';
import { mentorshipsRefusalText } from '#src/features/mentorships/labels.ts';
import { programmesRefusalText } from '#src/features/programmes/labels.ts';
import type { PaperState } from '#src/features/documents/rules.ts';
import type { LineError } from '#src/features/documents/rules/lines.ts';

export const paperStateLabels: Readonly<Record<PaperState, string>> = {
  draft: 'черновик',
  approved: 'утверждён, ждёт номера',
  registered: 'зарегистрирован',
  replaced: 'заменён',
  cancelled: 'отменён',
};

export const directionLabels = { issued: 'Издан нами', incoming: 'Входящий' } as const;

export const lineErrorLabels: Readonly<Record<LineError, string>> = {
  no_number: 'в строке не нашлось номера: впишите его, например 12-од',
  no_date: 'в строке не нашлось даты: укажите её',
  impossible_date: 'такой даты не бывает: укажите правильную',
  no_title: 'нет заголовка: напишите, о чём документ',
  too_long: 'слишком длинно: номер до 60 знаков, заголовок до 500',
  unknown_kind: 'выберите вид документа',
  taken: 'документ этого вида с таким номером и датой уже есть в реестре',
  repeated: 'такой же документ уже есть выше в этом списке',
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
  'documents.number_taken': ({ number, issuedOn }) =>
    `Документ этого вида № ${number ?? ''} от ${day(issuedOn)} уже есть в реестре. Проверьте номер и дату.`,
  'documents.number_given': ({ number, next }) =>
    `Номер ${number ?? ''} в этом году уже дан другому документу, и второй раз его не дают. Следующий свободный: ${next ?? ''}.`,
  'documents.drafted_here': () =>
    'Текст этого документа готовится в системе: номер и дату даёт «Зарегистрировать», а прочее берётся из текста.',
  'documents.template_problems': ({ count }) =>
    `Образец не сохранён: в тексте есть ошибки (${count ?? ''}). Они показаны над текстом, исправьте их.`,
  'documents.template.stale': () =>
    'Пока вы правили образец, его изменил кто-то другой. Ваш текст остался в форме: сверьте с новым внизу страницы и сохраните ещё раз.',
  'documents.no_series': () => 'Такого ряда номеров нет. Откройте страницу нумерации заново.',
  'documents.reader_unknown': () =>
    'Знакомить с документом в системе можно только тех, кто сейчас работает в организации. Остальные расписываются в листе ознакомления на бумаге.',
  'documents.not_in_force': () =>
    'Знакомить можно с зарегистрированным документом: у него уже есть номер и дата. Сначала зарегистрируйте его.',
  'documents.nobody_chosen': () => 'Никто не отмечен. Отметьте хотя бы одного человека.',
  'documents.not_bulk': () =>
    'Такие документы готовятся по одному: выберите вид, где на каждого человека или пару свой документ.',
  'documents.no_day': () => 'Укажите день, которым зарегистрировать документы.',
  'documents.bulk_changed': () =>
    'Кого-то из отмеченных в списке уже нет: пара закончила работу или запись изменили. Откройте список заново.',
  'documents.bulk_limit': ({ count, limit }) =>
    `Отобрано ${count ?? ''}, а за один раз готовится не больше ${limit ?? ''} документов. Сузьте отбор.`,
  'documents.nothing_to_print': () =>
    'Ни один документ не отмечен. Отметьте хотя бы один или выберите «Все».',
  'documents.print_changed': () =>
    'Пока вы выбирали, один из отмеченных документов отменили или заменили. Откройте список заново.',
  'documents.bulk_gaps': ({ count, first, fields }) =>
    `Ничего не сделано: не хватает сведений в документах, таких ${count ?? ''}. Например, ${first ?? ''}: ${fields ?? ''}. Внесите сведения или снимите отметки.`,
  'documents.nothing_to_know': () =>
    'Этот документ вам уже не нужно подтверждать: отметка стоит или его у вас забрали. Вернитесь на свою страницу.',
  'documents.no_text': () =>
    'Текста этого документа здесь нет: он внесён в реестр готовым или открыт только тем, кто ведёт программу. Откройте приложенный файл или спросите куратора.',
  'documents.no_template': () =>
    'Для документа этого вида пока нет образца. Выберите другой вид или внесите готовый документ в реестр.',
  'documents.fixed': () =>
    'Текст уже утверждён и не меняется. Чтобы поправить его, верните документ в черновики.',
  'documents.not_approved': () => 'Вернуть в черновики можно только утверждённый документ без номера.',
  'documents.registered_already': () =>
    'Документ уже зарегистрирован, заменён или отменён: второй раз номер не даётся.',
  'documents.wording_problems': ({ count }) =>
    `В тексте документа есть ошибки: ${count ?? ''}. Откройте «Изменить текст», они показаны со строкой.`,
  'documents.gaps': ({ fields }) =>
    `В документе не хватает сведений: ${fields ?? ''}. Заполните их, и документ можно будет напечатать и утвердить.`,
  'documents.base_unknown': () =>
    'Основанием может быть только действующий документ из реестра. Выберите его заново.',
  'documents.answer_wrong': ({ field }) =>
    `Поле «${field ?? ''}» заполнено не так, как нужно: проверьте дату или число.`,
  'documents.future_day': () => 'Дата документа больше чем на месяц впереди. Проверьте её.',
  'documents.replaced_unknown': () =>
    'Заменить можно только действующий документ из реестра. Выберите его заново.',
  'documents.keep_number': () =>
    'У зарегистрированного документа нельзя убрать номер или дату. Если документ недействителен, отмените его с причиной.',
  'documents.closed': () => 'Документ отменён или заменён: изменить его нельзя, он хранится как есть.',
  'documents.nothing_to_add': () =>
    'В тексте нет ни одной строки с документом. Вставьте по одному документу в строке: «Приказ № 259-од от 12.09.2022 О внедрении наставничества».',
  'documents.too_many': ({ count, limit }) =>
    `В списке документов: ${count ?? ''}, а за один раз вносится не больше ${limit ?? ''}. Разделите список на части.`,
  'documents.line_errors': ({ count }) =>
    `Ничего не внесено: строк с ошибками ${count ?? ''}. Исправьте их ниже или отметьте «Не вносить» и отправьте ещё раз.`,
  'documents.all_skipped': () =>
    'Вносить нечего: все строки отмечены «Не вносить». Снимите отметку хотя бы с одной.',
  'documents.unknown_kind': () => 'Выберите вид документа из списка.',
  'documents.file_not_found': () => 'Такого файла нет. Откройте документ, к которому он приложен, заново.',
  'documents.file_lost': () =>
    'Запись о файле есть, а самого файла на диске нет. Сообщите администратору: его можно вернуть из резервной копии.',
  'documents.scan_ending': ({ ending }) =>
    `Файл ${ending === '' ? 'без расширения' : `«.${ending ?? ''}»`} к документу не приложить. Подойдут PDF, PNG, JPEG, TIFF, DOCX, ODT и XLSX.`,
  'documents.scan_type': ({ named, inside }) =>
    `Файл назван ${named ?? ''}, а внутри ${inside ?? ''}. Откройте его, сохраните заново в нужном формате и выберите ещё раз.`,
  'documents.not_signature': () =>
    'Это не электронная подпись: внутри файла нет подписи в формате CMS. Выберите файл .sig или .p7s, который выдала программа подписи.',
  'documents.no_file': () => 'Выберите файл.',
  'documents.too_many_files': ({ limit }) =>
    `У документа уже ${limit ?? ''} файлов: больше не приложить. Соберите приложения в один PDF.`,
  'documents.files_fixed': () =>
    'Документ зарегистрирован: подписи и приложения к нему остаются. Неверный файл можно только дополнить верным.',
  'file.empty': () => 'Файл пустой. Выберите другой файл.',
  'file.too_large': ({ limitMegabytes }) =>
    `Файл больше ${limitMegabytes ?? 25} МБ. Сожмите скан или сохраните его в PDF меньшего размера.`,
};

/** The Russian text of a refusal of this room or of those above it. */
export function documentsRefusalText(refusal: Refusal): string {
  const own = texts[refusal.code]?.(refusal.facts ?? {});
  if (own !== undefined) return own;
  // What follows from a registration is refused by the room where it follows.
  return refusal.code.startsWith('programmes.')
    ? programmesRefusalText(refusal)
    : mentorshipsRefusalText(refusal);
}
