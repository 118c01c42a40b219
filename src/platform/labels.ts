import type { Refusal } from '#src/lib/result.ts';

const again = 'Ничего не изменено.';

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'config.invalid': ({ variable, expected }) =>
    `Переменная ${variable} задана неверно. Ожидается: ${expected}. Исправьте её и запустите снова.`,
  'database.no_binaries': ({ package: name }) =>
    `Для этого компьютера нет встроенной базы данных (пакет ${name}). Повторите npm ci или задайте DATABASE_URL.`,
  'database.foreign_folder': ({ folder }) =>
    `Папка ${folder} принадлежит другому пользователю или открыта другим. Запустите программу от имени её владельца или задайте другую папку в NASTAVNIK_DATA.`,
  'database.not_created': ({ reason }) =>
    `Встроенная база данных не создаётся: ${reason}. Проверьте место на диске и права на папку.`,
  'database.no_library': () =>
    'Встроенной базе данных не хватает библиотеки Windows. Установите распространяемый пакет Microsoft Visual C++ 2015–2022 (x64) с сайта Microsoft и запустите программу снова.',
  'database.version': ({ found, needed }) =>
    `База в папке создана PostgreSQL ${found}, а программа работает с ${needed}. Сделайте резервную копию прежней версией программы и восстановите её этой.`,
  'database.not_started': ({ reason }) =>
    `Встроенная база данных не запускается: ${reason}. Подробности в папке postgres/cluster/log рядом с данными.`,
  'database.in_use': () =>
    'С этой базой данных сейчас работает другой запуск программы. Дождитесь его или остановите и повторите.',
  'database.not_ours': () => 'База на своём сервере (DATABASE_URL) программой не удаляется.',
  'database.unreachable': ({ reason }) =>
    `Сервер базы данных не отвечает: ${reason}. Проверьте DATABASE_URL и сам сервер.`,
  'database.too_old': ({ found, needed }) =>
    `Нужен PostgreSQL ${needed} или новее, а сервер версии ${found}.`,
  'database.no_icu': () =>
    'Сервер PostgreSQL собран без ICU: русская сортировка невозможна. Нужна обычная сборка PostgreSQL.',
  'database.unsafe': ({ reason }) => `Запуск остановлен, защита данных не действует: ${reason}.`,
  'migrate.bad_name': ({ file }) => `Файл обновления базы ${file} назван не по правилу 0001-name.sql.`,
  'migrate.doubled_number': ({ file }) => `Номер файла обновления базы ${file} уже занят другим файлом.`,
  'migrate.changed': ({ migration }) =>
    `Уже применённое обновление базы ${migration} изменено. Верните файл из поставки. ${again}`,
  'migrate.unknown': ({ migration }) =>
    `База создана более новой версией программы (обновление ${migration}). Обновите программу. ${again}`,
  'migrate.no_rights': ({ reason }) =>
    `Пользователю базы не хватает прав: ${reason}. Он должен владеть базой и создавать роли (CREATEROLE).`,
  'archive.exists': ({ file }) => `Файл ${file} уже есть. Укажите другое имя.`,
  'archive.not_migrated': () => 'В этой базе нет данных программы: копировать нечего.',
  'archive.filtered': ({ table }) =>
    `Копия не сделана: таблица ${table} видна не полностью. Обновите базу командой migrate.`,
  'archive.not_found': () => 'Файла архива нет. Проверьте путь.',
  'archive.damaged': ({ reason }) =>
    `Архив повреждён или это не архив программы (${reason}). ${again} Возьмите другую копию.`,
  'archive.newer': () => `Архив создан более новой версией программы. Обновите программу. ${again}`,
  'archive.other_history': ({ migration }) =>
    `Архив создан другой сборкой программы (обновление ${migration} отличается). ${again}`,
  'archive.not_empty': ({ table }) =>
    `В базе уже есть данные (${table}): восстановить можно только в пустую. Задайте другую папку в NASTAVNIK_DATA или другую базу. ${again}`,
  'archive.in_use': () => `Программа сейчас работает с этой базой. Остановите её и повторите. ${again}`,
  'file.empty': () => 'Файл пустой. Выберите другой файл.',
  'file.too_large': ({ limitMegabytes }) => `Файл больше ${limitMegabytes} МБ. Уменьшите его или разделите.`,
  'submission.malformed': () => 'Форма повреждена. Откройте страницу заново.',
  'submission.foreign': () => 'Эта форма уже отправлена. Откройте страницу заново.',
  'tasks.too_many': ({ limit }) =>
    `У вас уже ${limit} незаконченные работы. Дождитесь, пока закончится хотя бы одна, или отмените её – и попробуйте снова.`,
  'tasks.not_found': () => 'Такой работы нет.',
  'tasks.file_gone': () => 'Файл хранился сутки и уже убран. Соберите его заново.',
  'tasks.over': () => 'Эта работа уже закончилась: отменять нечего.',
  'thread.too_long': ({ seconds }) =>
    `Файл читался дольше ${seconds} с и не дочитался, ничего не сохранено. Скорее всего, он устроен слишком сложно. Скопируйте таблицу из него и вставьте как текст или разделите файл на части.`,
  'thread.too_large': () =>
    'На этот файл не хватило памяти, ничего не сохранено. Скопируйте таблицу из него и вставьте как текст или разделите файл на части.',
  'rate.exceeded': ({ retryInSeconds }) =>
    `Слишком много попыток подряд. Подождите ${Math.ceil(Number(retryInSeconds) / 60)} мин. и попробуйте ещё раз.`,
};

/** What a refusal of the platform says to a person, or undefined when the code is not one of the platform's. */
export function platformRefusalText(refusal: Refusal): string | undefined {
  return texts[refusal.code]?.(refusal.facts ?? {});
}
