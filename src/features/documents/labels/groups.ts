/** Families of papers, as lists name them. */
export const groupTitles: Readonly<Record<string, string>> = {
  order: 'Приказ',
  'local-act': 'Локальный акт',
  agreement: 'Соглашение',
  statement: 'Заявление',
  consent: 'Согласие',
  plan: 'План',
  record: 'Учётный документ',
  report: 'Отчёт',
  note: 'Справка',
  minutes: 'Протокол',
  register: 'Реестр',
  certificate: 'Награда, сертификат',
  material: 'Материалы',
  publication: 'Публикация',
  act: 'Акт',
};
