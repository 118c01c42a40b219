import type { Problem } from '#src/web/problems.ts';

/** What the site itself refuses before any page runs, in words for people. */

export const foreignForm: Problem = {
  status: 403,
  title: 'Форма отправлена не с этого сайта',
  text: 'Адрес страницы, с которой пришла форма, не совпадает с адресом программы. Ничего не сохранено.',
  todo: 'Откройте программу по её обычному адресу и заполните форму там. Если это повторяется, администратору стоит проверить настройку PUBLIC_URL.',
};

export const unreadableForm: Problem = {
  status: 400,
  title: 'Форма пришла повреждённой',
  text: 'Программа не смогла прочитать то, что отправил браузер: связь прервалась или форму отправила не страница программы. Ничего не сохранено.',
  todo: 'Вернитесь назад: браузер обычно сохраняет введённое. Отправьте форму ещё раз.',
};

export const largeForm: Problem = {
  status: 413,
  title: 'Слишком много текста',
  text: 'В форме больше 2 МБ текста — столько за один раз не принимается. Ничего не сохранено.',
  todo: 'Вернитесь назад: браузер обычно сохраняет введённое. Сократите текст или приложите его файлом.',
};

export const largeUpload: Problem = {
  status: 413,
  title: 'Файл слишком большой',
  text: 'Вместе с файлами форма занимает больше 25 МБ. Ничего не сохранено.',
  todo: 'Вернитесь назад и выберите файл поменьше: сожмите скан, разделите документ на части или сохраните его в PDF.',
};

export const unknownSender: Problem = {
  status: 401,
  title: 'Сначала войдите',
  text: 'Файлы принимаются от тех, кто вошёл, а сеанс, скорее всего, закончился. Файл не прочитан, ничего не сохранено.',
  todo: 'Войдите, вернитесь к форме и отправьте её ещё раз.',
  link: { to: '/signin', label: 'Войти' },
};

export const sessionLookupFailed: Problem = {
  status: 503,
  title: 'Программа не смогла проверить, кто вошёл',
  text: 'Скорее всего, база данных сейчас не отвечает. Ничего не сохранено.',
  todo: 'Подождите минуту и обновите страницу. Если не помогло, сообщите администратору номер обращения.',
};

export function tooOften(seconds: number): Problem {
  const wait = seconds < 90 ? `${seconds} с` : `${Math.ceil(seconds / 60)} мин`;
  return {
    status: 429,
    title: 'Слишком много попыток',
    text: 'С этого адреса пришло слишком много запросов подряд, поэтому программа сделала паузу.',
    todo: `Подождите ${wait} и обновите страницу.`,
  };
}

/** Only when even the error page could not be made; holds nothing that needs a script or a style. */
export function lastResort(id: string): string {
  return (
    '<!doctype html><html lang="ru"><meta charset="utf-8"><title>Ошибка — Наставник</title>' +
    '<h1>Страница не открылась</h1><p>В программе произошла ошибка. Обновите страницу; если не помогло, ' +
    `сообщите администратору номер обращения: ${id}.</p><p><a href="/">На главную</a></p>`
  );
}
