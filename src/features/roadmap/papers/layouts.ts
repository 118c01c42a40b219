import type { PaperDocument } from '#src/platform/render/model.ts';

/** The five usual tables of a roadmap, by their columns in order. */
export const ROADMAP_LAYOUTS = [
  'number-activity-deadline-responsible-result',
  'number-activity-responsible-deadline',
  'number-content-deadline-activities-indicators-responsible',
  'number-stage-content',
  'number-activity-deadline-responsible-expected',
] as const;

export type RoadmapLayout = (typeof ROADMAP_LAYOUTS)[number];

/** What of a row (or, in a table of stages, of a section) a column prints. */
export type LayoutField =
  | 'number'
  /** Title with its sub-points, and activities where they have no column of their own. */
  | 'activity'
  /** The title alone. */
  | 'title'
  /** Activities with the sub-points. */
  | 'activities'
  | 'deadline'
  | 'responsible'
  | 'result'
  /** The rows of a stage, one under another. */
  | 'content';

export interface LayoutColumn {
  readonly field: LayoutField;
  readonly heading: string;
  /** Hundredths of the table's width. */
  readonly width: number;
}

export interface LayoutDefinition {
  /** For a chooser. */
  readonly name: string;
  /** Who usually writes it so. */
  readonly hint: string;
  readonly orientation: PaperDocument['orientation'];
  /** One line of the table is a row of the roadmap, or a whole stage (section) of it. */
  readonly line: 'row' | 'stage';
  readonly columns: readonly LayoutColumn[];
}

export const roadmapLayouts: Readonly<Record<RoadmapLayout, LayoutDefinition>> = {
  'number-activity-deadline-responsible-result': {
    name: '№ – мероприятие – срок – ответственный – результат',
    hint: 'Годовой план школы: у каждого мероприятия назван документ, которым оно завершается',
    orientation: 'landscape',
    line: 'row',
    columns: [
      { field: 'number', heading: '№ п/п', width: 6 },
      { field: 'activity', heading: 'Наименование мероприятий', width: 38 },
      { field: 'deadline', heading: 'Срок реализации', width: 15 },
      { field: 'responsible', heading: 'Ответственный исполнитель', width: 18 },
      { field: 'result', heading: 'Результат. Вид документа', width: 23 },
    ],
  },
  'number-activity-responsible-deadline': {
    name: '№ – мероприятие – ответственный – срок',
    hint: 'Короткая таблица без результата, на книжном листе; разделами часто служат учебные годы',
    orientation: 'portrait',
    line: 'row',
    columns: [
      { field: 'number', heading: '№', width: 8 },
      { field: 'activity', heading: 'Мероприятие', width: 50 },
      { field: 'responsible', heading: 'Ответственные', width: 22 },
      { field: 'deadline', heading: 'Сроки', width: 20 },
    ],
  },
  'number-content-deadline-activities-indicators-responsible': {
    name: '№ – содержание – срок – мероприятия – показатели – ответственный',
    hint: 'Муниципальная дорожная карта: этап, его мероприятия и показатели эффективности',
    orientation: 'landscape',
    line: 'row',
    columns: [
      { field: 'number', heading: '№ п/п', width: 6 },
      { field: 'title', heading: 'Содержание', width: 17 },
      { field: 'deadline', heading: 'Сроки', width: 12 },
      { field: 'activities', heading: 'Мероприятия', width: 26 },
      { field: 'result', heading: 'Показатели эффективности', width: 24 },
      { field: 'responsible', heading: 'Ответственный', width: 15 },
    ],
  },
  'number-stage-content': {
    name: '№ – этап – содержание деятельности',
    hint: 'Этапы с планом мероприятий; сроки и ответственные в этой таблице не печатаются',
    orientation: 'portrait',
    line: 'stage',
    columns: [
      { field: 'number', heading: '№', width: 7 },
      { field: 'title', heading: 'Наименование этапа', width: 28 },
      { field: 'content', heading: 'Содержание деятельности и примерный план мероприятий', width: 65 },
    ],
  },
  'number-activity-deadline-responsible-expected': {
    name: '№ – мероприятие – срок – ответственные – ожидаемый результат',
    hint: 'Дорожная карта на несколько лет с ожидаемым результатом словами',
    orientation: 'landscape',
    line: 'row',
    columns: [
      { field: 'number', heading: '№', width: 6 },
      { field: 'activity', heading: 'Направление деятельности / наименование мероприятия', width: 39 },
      { field: 'deadline', heading: 'Сроки реализации', width: 15 },
      { field: 'responsible', heading: 'Ответственные', width: 16 },
      { field: 'result', heading: 'Ожидаемый результат', width: 24 },
    ],
  },
};

/** For a chooser, in the usual order. */
export const roadmapLayoutOptions: readonly { readonly value: RoadmapLayout; readonly label: string }[] =
  ROADMAP_LAYOUTS.map((value) => ({ value, label: roadmapLayouts[value].name }));
