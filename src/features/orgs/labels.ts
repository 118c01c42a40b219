import type { Role, RoleAbove } from '#src/features/orgs/access.ts';
import type { OrganizationKind } from '#src/features/orgs/rules/organization.ts';
import type { Refusal } from '#src/lib/result.ts';

export const kindLabels: Readonly<Record<OrganizationKind, string>> = {
  region: 'Регион (региональный центр)',
  municipality: 'Муниципалитет (управление образования, методический центр)',
  school: 'Школа, лицей, гимназия',
  kindergarten: 'Детский сад',
  college: 'Колледж, техникум',
  additional_education: 'Дополнительное образование',
  partner: 'Организация-партнёр',
};

export const roleLabels: Readonly<Record<Role, string>> = {
  director: 'Директор',
  curator: 'Куратор',
  team: 'Рабочая группа',
  psychologist: 'Психолог',
  class_teacher: 'Классный руководитель',
  mentor: 'Наставник',
  mentee: 'Наставляемый',
  guardian: 'Родитель',
  municipal: 'Муниципальный куратор',
  regional: 'Региональный куратор',
  administrator: 'Администратор',
};

/** What a role lets its holder do, in a line: shown where roles are given. */
export const roleMeanings: Readonly<Record<Role, string>> = {
  director: 'видит всё, утверждает дорожную карту, подписывает приказы, даёт доступ',
  curator: 'ведёт программу: дорожная карта, люди, документы, доступ',
  team: 'видит план и документы, отмечает выполненное',
  psychologist: 'видит план и документы, отмечает выполненное',
  class_teacher: 'видит план и документы, отмечает выполненное',
  mentor: 'видит только своё',
  mentee: 'видит только своё',
  guardian: 'видит только своего ребёнка',
  municipal: 'ведёт карту муниципалитета, добавляет школы и даёт доступ их руководителям',
  regional: 'ведёт карту региона, добавляет муниципалитеты и школы',
  administrator: 'настраивает организацию и доступ, здесь и ниже',
};

const aboveLabels: Readonly<Record<RoleAbove, string>> = {
  'above:municipal': 'муниципальный куратор',
  'above:regional': 'региональный куратор',
  'above:administrator': 'администратор вышестоящей организации',
};

/** «директор, куратор», from the comma-separated holders of a refusal's facts; each word once. */
export function holdersInWords(holders: string): string {
  const words = holders
    .split(',')
    .filter((holder) => holder !== '')
    .map((holder) =>
      holder in aboveLabels
        ? aboveLabels[holder as RoleAbove]
        : (roleLabels[holder as Role] ?? holder).toLowerCase(),
    );
  return [...new Set(words)].join(', ');
}

const texts: Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'access.not_found': () => 'Не найдено: такой страницы нет или у вас нет к ней доступа.',
  'access.not_allowed': (facts) =>
    `Это делает: ${holdersInWords(String(facts['allowed']))}. У вас здесь: ${holdersInWords(String(facts['held']))}.`,
  'orgs.stale': () =>
    'Пока вы заполняли форму, данные организации изменили. Сверьте поля с тем, что записано сейчас, и сохраните ещё раз.',
  'orgs.unknown': () => 'Такой организации нет или у вас нет к ней доступа.',
  'orgs.kind_below': () => 'Организацию этого вида нельзя добавить сюда. Выберите другой вид.',
  'orgs.inn_taken': (facts) =>
    `Организация с этим ИНН уже есть: ${facts['name']}. Проверьте, не добавляете ли вы её второй раз.`,
  'orgs.day_same': () => 'По общему календарю этот день и так такой. Записывать его не нужно.',
};

/** The Russian text of a refusal of this room or of access, or null when the code belongs elsewhere. */
export function orgsRefusalText({ code, facts = {} }: Refusal): string | null {
  return texts[code]?.(facts) ?? null;
}

/** Zones of Russia from west to east, as people call them. */
export const timeZoneOptions: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'Europe/Kaliningrad', label: 'Калининград (МСК−1)' },
  { value: 'Europe/Moscow', label: 'Москва' },
  { value: 'Europe/Samara', label: 'Самара (МСК+1)' },
  { value: 'Asia/Yekaterinburg', label: 'Екатеринбург (МСК+2)' },
  { value: 'Asia/Omsk', label: 'Омск (МСК+3)' },
  { value: 'Asia/Krasnoyarsk', label: 'Красноярск (МСК+4)' },
  { value: 'Asia/Irkutsk', label: 'Иркутск (МСК+5)' },
  { value: 'Asia/Yakutsk', label: 'Якутск (МСК+6)' },
  { value: 'Asia/Vladivostok', label: 'Владивосток (МСК+7)' },
  { value: 'Asia/Magadan', label: 'Магадан (МСК+8)' },
  { value: 'Asia/Kamchatka', label: 'Камчатка (МСК+9)' },
];
