import {
  allItems,
  RANKS,
  type Condition,
  type Item,
  type SurveyModel,
} from '#src/features/surveys/rules/model.ts';

/** What is wrong with a questionnaire: at which item (null: as a whole), why, in Russian. */
export interface ModelFault {
  readonly itemId: string | null;
  readonly text: string;
}

/** Faults that keep a questionnaire from being published; none for one that can be asked. */
export function checkModel(model: SurveyModel): readonly ModelFault[] {
  const faults: ModelFault[] = [];
  const items = allItems(model);
  if (items.length === 0)
    faults.push({ itemId: null, text: 'В анкете нет вопросов. Добавьте хотя бы один.' });
  model.pages.forEach((page, index) => {
    if (page.items.length === 0 && model.pages.length > 1)
      faults.push({
        itemId: null,
        text: `На странице ${index + 1} нет вопросов. Уберите её или добавьте вопрос.`,
      });
  });
  const earlier = new Map<string, Item>();
  for (const item of items) {
    if (earlier.has(item.id))
      faults.push({
        itemId: item.id,
        text: `Ключ «${item.id}» есть у двух вопросов. Дайте одному из них другой.`,
      });
    faults.push(
      ...[...checkItem(item), ...checkConditions(item, earlier)].map((text) => ({ itemId: item.id, text })),
    );
    earlier.set(item.id, item);
  }
  return [...faults, ...checkPairs(items)];
}

function checkItem(item: Item): string[] {
  const faults: string[] = [];
  if (item.text.trim() === '') faults.push('Нет текста вопроса. Напишите его.');
  const options = item.options ?? [];
  if (item.kind === 'single' || item.kind === 'many') {
    if (options.length < 2) faults.push('Нужно хотя бы два варианта ответа.');
    if (new Set(options.map(({ key }) => key)).size < options.length)
      faults.push('У двух вариантов один и тот же ключ.');
    if (new Set(options.map(({ text }) => text.trim().toLowerCase())).size < options.length)
      faults.push('Два варианта ответа одинаковы. Измените или уберите один.');
  }
  const ends = item.ends?.length ?? 0;
  if (item.kind === 'scale' && ends !== 0 && ends !== 2)
    faults.push('У шкалы от 1 до 10 подписи ставят к обоим концам или не ставят.');
  if (item.kind === 'level' && ends !== 3) faults.push('Напишите, что значат оценки 0, 1 и 2: три строки.');
  if (item.min !== undefined && item.max !== undefined && item.min > item.max)
    faults.push('Наименьшее число больше наибольшего. Поменяйте их местами.');
  if (item.kind === 'many' && item.max !== undefined && (item.max < 1 || item.max > options.length))
    faults.push(`Можно разрешить от 1 до ${options.length} отметок.`);
  if (item.kind === 'ranking') {
    if (item.of === undefined) faults.push('Укажите, кого называют: наставников или наставляемых.');
    if (item.max !== undefined && (item.max < 1 || item.max > RANKS))
      faults.push(`Называют от 1 до ${RANKS} человек.`);
  }
  return faults;
}

function checkConditions(item: Item, earlier: ReadonlyMap<string, Item>): string[] {
  return (item.when ?? []).flatMap((condition) => {
    const asked = earlier.get(condition.item);
    if (asked === undefined)
      return [
        'Условие ссылается на вопрос, которого выше нет. Переместите вопрос ниже или измените условие.',
      ];
    return checkCondition(condition, asked);
  });
}

function checkCondition(condition: Condition, asked: Item): string[] {
  const isNumeric = ['scale', 'level', 'number'].includes(asked.kind);
  if (condition.atLeast !== undefined || condition.atMost !== undefined)
    return isNumeric ? [] : ['«Не меньше» и «не больше» подходят только к вопросам с числом.'];
  const wanted = condition.in ?? [];
  if (wanted.length === 0) return ['У условия нет ответа, при котором вопрос показывают.'];
  const known = asked.kind === 'yes_no' ? ['yes', 'no'] : asked.options?.map(({ key }) => key);
  if (isNumeric) return wanted.every((value) => /^-?\d+$/.test(value)) ? [] : ['В условии нужно число.'];
  if (known === undefined) return ['По ответу словами, датой или списком людей вопрос показать нельзя.'];
  const strange = wanted.filter((value) => !known.includes(value));
  return strange.length === 0 ? [] : [`В условии есть ответ, которого у вопроса нет: ${strange.join(', ')}.`];
}

/** Items of one pair must be comparable: of one kind, and not asked of the same respondent at the same moment twice. */
function checkPairs(items: readonly Item[]): ModelFault[] {
  const faults: ModelFault[] = [];
  const byPair = Map.groupBy(
    items.filter(({ pair }) => pair !== undefined),
    ({ pair }) => pair,
  );
  for (const [pair, twins] of byPair) {
    const [first, ...others] = twins;
    if (first === undefined) continue;
    if (!['scale', 'level', 'number', 'yes_no'].includes(first.kind))
      faults.push({ itemId: first.id, text: `Пара «${pair}»: сравнивать можно оценки, числа и «да/нет».` });
    for (const other of others) {
      if (other.kind !== first.kind)
        faults.push({ itemId: other.id, text: `Пара «${pair}»: вопросы разного вида сравнить нельзя.` });
    }
    twins.forEach((one, index) => {
      if (twins.slice(index + 1).some((other) => mayMeet(one, other)))
        faults.push({
          itemId: one.id,
          text: `Пара «${pair}»: оба вопроса достанутся одному человеку в один момент. Разведите их по моментам или сторонам.`,
        });
    });
  }
  return faults;
}

function mayMeet(one: Item, other: Item): boolean {
  return (
    overlap(one.only?.sides, other.only?.sides) &&
    overlap(one.only?.forms, other.only?.forms) &&
    overlap(one.only?.moments, other.only?.moments)
  );
}

/** Whether two lists have something in common; a list that is absent or empty means everything. */
function overlap(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a.length === 0 || b.length === 0 || a.some((value) => b.includes(value));
}
