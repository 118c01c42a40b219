import type { Field } from '#src/lib/wording/model.ts';

/** Fields that every wording may use. */
export const commonFields: readonly Field[] = [
  { name: 'школа', kind: 'organization', description: 'полное название организации' },
  { name: 'школа кратко', kind: 'organization', description: 'краткое название организации' },
  { name: 'руководитель', kind: 'person', description: 'руководитель организации с должностью' },
  { name: 'куратор', kind: 'person', description: 'у кого роль «Куратор»' },
  { name: 'председатель', kind: 'person', description: 'в протоколе: руководитель организации' },
  { name: 'секретарь', kind: 'person', description: 'в протоколе: у кого роль «Куратор»' },
  { name: 'кураторы', kind: 'people', description: 'все, у кого роль «Куратор»' },
  { name: 'город', kind: 'text', description: 'населённый пункт из реквизитов' },
  { name: 'адрес', kind: 'text', description: 'адрес из реквизитов' },
  { name: 'учебный год', kind: 'text', description: 'например «2026/27»' },
  { name: 'начало года', kind: 'day', description: 'первый день учебного года' },
  { name: 'конец года', kind: 'day', description: 'последний день учебного года' },
  { name: 'сегодня', kind: 'day', description: 'день, когда документ готовят' },
  {
    name: 'основание',
    kind: 'text',
    description: 'документы-основания в родительном падеже: «приказа … от … № …»',
  },
];
