import type { Refusal } from '#src/lib/result.ts';
import { matchingRefusalText } from '#src/features/matching/labels.ts';
import { peopleRefusalText } from '#src/features/people/labels.ts';
import { platformRefusalText } from '#src/platform/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
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
  'command.unknown_role': ({ roles }) => `Укажите роль: --role одна из: ${roles ?? ''}`,
  'command.no_name': () => 'Укажите, кто это: --name "Фамилия Имя Отчество"',
  'command.bad_rules': ({ file, place }) =>
    `Правила в файле «${file ?? ''}» не поняты${place === '' || place === undefined ? ': это не JSON' : `: проверьте «${place}»`}. Образец – в docs/operations.md.`,
  'matching.lists_no_heads': () =>
    'В файле нет таблицы с именами. Нужны столбцы «ФИО», «Класс», «Запрос» у наставляемых и «ФИО», «Компетенции» у наставников.',
  'matching.no_mentees': () =>
    'В списках нет ни одного наставляемого. Проверьте лист «Наставляемые» или столбец «Роль».',
  'matching.no_mentors': () =>
    'В списках нет ни одного наставника. Проверьте лист «Наставники» или столбец «Роль».',
  'demo.not_empty': () =>
    'В базе уже есть данные: демонстрация заполняет только пустую базу. Задайте для неё другую папку: NASTAVNIK_DATA=./data/demo npm start -- --demo',
};

/** What the command line prints for a refusal, whichever room it comes from. */
export function refusalText(refusal: Refusal): string {
  const own = texts[refusal.code]?.(refusal.facts ?? {}) ?? platformRefusalText(refusal);
  if (own !== undefined) return own;
  const room = refusal.code.startsWith('people.')
    ? peopleRefusalText(refusal)
    : refusal.code.startsWith('matching.')
      ? matchingRefusalText(refusal)
      : roadmapRefusalText(refusal);
  return `${room} (${refusal.code}${refusal.facts === undefined ? '' : ` ${JSON.stringify(refusal.facts)}`})`;
}
