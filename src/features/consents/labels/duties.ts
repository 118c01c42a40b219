import type { Refusal } from '#src/lib/result.ts';
import type { IncidentNotice } from '#src/features/consents/rules/incidents.ts';
import type { RequestKind, RequestState } from '#src/features/consents/rules/requests.ts';

export const requestKindLabels: Readonly<Record<RequestKind, string>> = {
  copy: 'копия данных',
  correction: 'исправление',
  stop: 'прекращение обработки',
  explanation: 'разъяснение',
};

/** As the person chooses it on their own page. */
export const requestChoiceLabels: Readonly<Record<RequestKind, string>> = {
  copy: 'Получить копию данных',
  correction: 'Исправить ошибку в данных',
  stop: 'Прекратить обработку и уничтожить данные',
  explanation: 'Узнать, зачем и как хранятся данные',
};

export const requestStateLabels: Readonly<Record<RequestState, string>> = {
  open: 'ждёт ответа',
  answered: 'выполнено',
  refused: 'отказано',
};

export const requestChannelLabels = { paper: 'письмо', own: 'моя страница' } as const;

export const incidentNoticeLabels: Readonly<Record<IncidentNotice, string>> = {
  first: 'Первое уведомление в Роскомнадзор (24 часа)',
  second: 'Уведомление о результатах расследования (72 часа)',
  subjects: 'Сообщение людям, чьи данные затронуты',
};

type Texts = Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>>;

/** Refusals of destruction, requests, retention, incidents and lists of classes. */
export const dutyRefusalTexts: Texts = {
  'consents.name_differs': () =>
    'Имя не совпадает с именем человека, чьи данные уничтожаются. Проверьте, того ли человека вы открыли, и напишите фамилию и имя, как в карточке.',
  'consents.destruction_not_found': () => 'Такой записи об уничтожении нет. Откройте список заново.',
  'consents.destruction_begun': () => 'Уничтожение данных этого человека уже назначено.',
  'consents.destruction_stale': () =>
    'Пока вы смотрели, запись изменилась: уничтожение выполнил или отменил кто-то другой. Откройте список заново.',
  'consents.destruction_bound': () =>
    'Человек отозвал согласие: отменить уничтожение нельзя, пока он не подпишет новое. Новое согласие остановит его само.',
  'consents.in_force_again': () =>
    'Человек снова дал согласие на обработку: уничтожать нельзя. Обновите список, запись отменится сама.',
  'consents.class_not_found': () =>
    'Такого класса этого года нет или он не ваш. Откройте список классов заново.',
  'consents.nobody_to_remind': () => 'Напоминать некому: у всех согласие действует или отозвано.',
  'consents.request_not_found': () => 'Такого обращения нет. Откройте список заново.',
  'consents.request_future': () => 'День получения ещё не наступил. Проверьте дату.',
  'consents.request_own': () => 'Это обращение человек оставил на своей странице: бумажного письма нет.',
  'consents.scan_needed': () => 'выберите файл со сканом письма',
  'consents.request_extended': () => 'Срок этого обращения уже продлён: второй раз продлить нельзя.',
  'consents.request_open': () =>
    'Такое же обращение уже ждёт ответа школы. Дождитесь ответа или обратитесь к куратору.',
  'consents.request_stale': () =>
    'Пока вы писали, обращение изменилось: на него ответил или продлил срок кто-то другой. Откройте его заново.',
  'consents.copy_by_code': () =>
    'По коду с карточки копию не выдают: карточку мог найти другой. Отправьте обращение, и копию передаст куратор.',
  'consents.proposal_not_found': () => 'Такого предложения нет. Откройте список заново.',
  'consents.proposal_stale': () =>
    'По этому предложению уже решено или его больше нет. Откройте список заново.',
  'consents.keep_needs_reason': () => 'Напишите, зачем данные нужны дольше срока.',
  'consents.keep_needs_day': () => 'Укажите день в будущем, до которого данные остаются.',
  'consents.incident_not_found': () => 'Такой карточки инцидента нет. Откройте список заново.',
  'consents.incident_future': () => 'Это время ещё не наступило. Проверьте день и час.',
  'consents.incident_turned': () => 'Обнаружили раньше, чем случилось. Проверьте дни и часы.',
  'consents.window_turned': () => 'Укажите начало и конец периода: конец не раньше начала.',
  'consents.account_unknown': () => 'Такой учётной записи в школе нет. Выберите её из списка.',
  'consents.incident_stale': () =>
    'Пока вы писали, карточку изменил или закрыл кто-то другой. Ваш текст остался в форме: сверьте и сохраните ещё раз.',
  'consents.incident_findings': () =>
    'Перед закрытием запишите, что показало расследование: без выводов карточка не закрывается.',
  'consents.incident_marked': () => 'Это уже отмечено. Откройте карточку заново.',
};
