import { orgsRefusalText } from '#src/features/orgs/labels.ts';
import type { Refusal } from '#src/lib/result.ts';

export { holdersInWords, roleLabels, roleMeanings } from '#src/features/orgs/labels.ts';

type Facts = NonNullable<Refusal['facts']>;

const texts: Readonly<Record<string, (facts: Facts) => string>> = {
  'auth.bad_credentials': () =>
    'Войти не получилось: имя или пароль не подходят. Проверьте раскладку и Caps Lock. Забыли пароль — попросите у куратора одноразовый код.',
  'auth.too_often': (facts) =>
    `Слишком много попыток подряд. Подождите ${facts['minutes']} мин. и попробуйте ещё раз.`,
  'auth.second_factor_wrong': () =>
    'Код не подходит. Введите шесть цифр, которые приложение показывает сейчас, или один из запасных кодов; проверьте, что часы телефона идут верно.',
  'auth.second_factor_over': () => 'Время на ввод кода вышло. Войдите ещё раз с именем и паролем.',
  'auth.second_factor_on': () => 'Вход по коду из приложения уже включён.',
  'auth.bad_password': () => 'Нынешний пароль не подходит. Проверьте раскладку и Caps Lock.',
  'auth.code_invalid': () =>
    'Код не подходит: он введён с ошибкой, уже использован или устарел (действует 3 дня и 5 попыток). Проверьте имя для входа и код или попросите у куратора новый.',
  'auth.session_unknown': () => 'Этот вход уже завершён.',
  'auth.password_short': (facts) =>
    `Пароль короче ${facts['min']} знаков. Возьмите, например, три-четыре слова подряд.`,
  'auth.password_long': (facts) => `Пароль длиннее ${facts['max']} знаков.`,
  'auth.password_common': () =>
    'Такой пароль подбирают первым. Возьмите три-четыре слова, не связанные между собой.',
  'auth.password_is_name': () => 'В пароле ваше имя или имя для входа. Возьмите другие слова.',
  'auth.user_name_invalid': () =>
    'Имя для входа: от 3 до 40 знаков, русские или латинские буквы (не вперемешку), цифры, точка, дефис; первая — буква.',
  'auth.user_name_taken': () => 'Это имя для входа занято. Добавьте инициал или цифру.',
  'auth.email_invalid': () =>
    'Адрес почты с ошибкой. Напишите как ivanova@school.ru или оставьте поле пустым.',
  'auth.email_taken': () => 'Эту почту указать нельзя: она записана у другой учётной записи.',
  'auth.name_empty': () => 'Напишите фамилию, имя и отчество.',
  'auth.name_long': (facts) => `Имя длиннее ${facts['max']} знаков.`,
  'accounts.role_not_yours': () =>
    'Эту роль здесь даёте не вы. Выберите другую или обратитесь к руководителю.',
  'accounts.role_held': () => 'У этого человека уже есть такая роль.',
  'accounts.role_not_found': () => 'Такой роли нет или она уже снята.',
  'accounts.role_oneself': (facts) =>
    `Роль «${facts['role']}» самому себе не дают: попросите того, кто может её дать.`,
  'accounts.role_last': (facts) =>
    `Это последний, у кого здесь роль «${facts['role']}». Сначала передайте её другому человеку.`,
  'accounts.successor_same': () => 'Роль нельзя передать тому же человеку.',
  'accounts.account_unknown': () => 'Такого человека нет среди тех, у кого здесь есть доступ.',
  'accounts.person_unknown': () => 'Такого человека нет в списке сотрудников. Выберите из списка ещё раз.',
  'accounts.person_has_account': () =>
    'У этого человека доступ уже есть. Найдите его в списке и добавьте роль там.',
  'accounts.person_same': () =>
    'Человек с таким именем уже есть в списке сотрудников: выберите его в поле «Кто это в списке сотрудников».',
  'accounts.person_name': () =>
    'Для списка сотрудников нужны фамилия, имя и отчество буквами, например Иванова Мария Петровна.',
  'accounts.code_own': () => 'Свой пароль меняют на странице «Моя учётная запись».',
  'accounts.code_not_yours': () =>
    'Этому человеку код выдаёте не вы: у него есть роль выше вашей или в другой организации. Обратитесь к тому, кто даёт ту роль.',
  'accounts.set_up_done': () =>
    'Программа уже настроена. Войдите или попросите доступ у того, кто её настраивал.',
  'accounts.set_up_token': () =>
    'Ссылка для первой настройки не подходит или устарела. Откройте ту, что программа напечатала при последнем запуске.',
  'accounts.no_demo': () => 'Вход без пароля есть только в показе (nastavnik start --demo).',
  'accounts.organization_unknown': () =>
    'Организация не найдена. Укажите её ИНН или короткое название точно, как в программе.',
  'accounts.role_absent': (facts) => `Роли «${facts['role']}» у организации этого вида нет.`,
  'submission.foreign': () => 'Эта форма уже отправлена. Откройте страницу заново.',
  'submission.malformed': () => 'Форма повреждена. Откройте страницу заново.',
};

/** The Russian text of a refusal of signing in, of this room, of organizations or of access. */
export function accountsRefusalText(refusal: Refusal): string {
  return (
    texts[refusal.code]?.(refusal.facts ?? {}) ??
    orgsRefusalText(refusal) ??
    'Это действие не выполнено. Обновите страницу и попробуйте ещё раз.'
  );
}

/** What loader data carries: true, or the reason in Russian why not. */
export function abilityTexts<Command extends string>(
  can: Readonly<Record<Command, true | Refusal>>,
): Record<Command, true | string> {
  const texts = {} as Record<Command, true | string>;
  for (const command of Object.keys(can) as Command[]) {
    const answer = can[command];
    texts[command] = answer === true ? true : accountsRefusalText(answer);
  }
  return texts;
}

/** Under every field for a new password: what the policy of `platform/auth` accepts. */
export const PASSWORD_HINT =
  'Не короче 10 знаков. Проще всего запомнить три-четыре слова подряд, без имени и даты рождения.';
