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

/** The same as headings over their kinds. */
export const familyTitles: Readonly<Record<string, string>> = {
  order: 'Приказы',
  'local-act': 'Локальные акты',
  agreement: 'Соглашения',
  statement: 'Заявления',
  plan: 'Планы',
  record: 'Учёт работы пары',
  report: 'Отчёты',
  note: 'Справки',
  minutes: 'Протоколы',
  register: 'Списки и базы',
  certificate: 'Благодарности, дипломы, сертификаты',
};
