import type { Refusal } from '#src/lib/result.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'config.invalid': ({ variable, expected }) =>
    `Переменная ${variable ?? ''} задана неверно. Ожидается: ${expected ?? ''}. Исправьте её и запустите снова.`,
  'start.port_busy': ({ port }) =>
    `Порт ${port ?? ''} занят другой программой (возможно, «Наставник» уже запущен). Закройте её или задайте другой порт: PORT=3001 npm start`,
  'start.cannot_listen': ({ host, port }) =>
    `Не удаётся открыть адрес ${host ?? ''}:${port ?? ''}. Проверьте переменные HOST и PORT.`,
  'start.build_failed': ({ output }) =>
    `Страницы не собрались. Повторите npm ci и запустите снова.\n${output ?? ''}`,
  'command.unknown_option': ({ reason }) => `Неизвестный параметр. ${reason ?? ''}`,
  'command.half_a_period': () => 'Укажите и --from, и --to.',
  'command.bad_period': ({ from, to }) =>
    `Период ${from ?? ''} – ${to ?? ''} не понят. Пример: --from 2022-09-01 --to 2023-08-31`,
  'command.no_file': ({ file }) => `Файл «${file ?? ''}» не открывается. Проверьте путь и права.`,
  'database.unreachable': ({ reason }) =>
    `База данных недоступна. ${reason ?? ''} Проверьте DATABASE_URL и сервер.`,
  'database.too_old': ({ version }) => `Нужен PostgreSQL 18 или новее, а сервер ${version ?? 'старше'}.`,
  'database.no_icu': () =>
    'Сервер PostgreSQL собран без ICU: русская сортировка невозможна. Нужна обычная сборка.',
  'database.unsafe': ({ reason }) => `Запуск остановлен: защита данных не действует (${reason ?? ''}).`,
  'migrate.changed': ({ name, migration }) =>
    `Уже применённое обновление базы ${name ?? migration ?? ''} изменено. Верните файл из поставки.`,
  'migrate.unknown': () => 'База создана более новой версией программы. Обновите программу.',
  'archive.exists': ({ file }) => `Файл ${file ?? ''} уже есть. Укажите другое имя.`,
  'archive.damaged': () => 'Архив повреждён. Ничего не изменено. Возьмите другую копию.',
  'archive.newer': () =>
    'Архив создан более новой версией программы. Обновите программу. Ничего не изменено.',
  'archive.not_empty': () =>
    'В базе уже есть данные: восстановление возможно только в пустую базу. Задайте другую папку NASTAVNIK_DATA.',
  'archive.in_use': () => 'Программа сейчас работает с этой базой. Остановите её и повторите.',
  'archive.filtered': ({ table }) => `Копия не сделана: таблица ${table ?? ''} видна не полностью.`,
  'demo.not_empty': () =>
    'В базе уже есть данные: демонстрация заполняет только пустую базу. Задайте другую папку NASTAVNIK_DATA.',
};

/** What the command line prints for a refusal, whichever room it comes from. */
export function refusalText(refusal: Refusal): string {
  const own = texts[refusal.code]?.(refusal.facts ?? {});
  if (own !== undefined) return own;
  const room = refusal.code.startsWith('people.') ? peopleRefusalText(refusal) : roadmapRefusalText(refusal);
  return `${room} (${refusal.code}${refusal.facts === undefined ? '' : ` ${JSON.stringify(refusal.facts)}`})`;
}
