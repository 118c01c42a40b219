import { expect, test } from 'vitest';
import type { Relation } from '#src/features/matching/rules/facts.ts';
import { explainPair } from '#src/features/matching/rules/explain.ts';
import { propose, solvePool } from '#src/features/matching/rules/propose.ts';
import { usualSettings } from '#src/features/matching/rules/settings.ts';
import { explainUnmatched } from '#src/features/matching/rules/unmatched.ts';
import { formTitle } from '#src/features/programmes/rules/forms.ts';
import { mentee, mentor, pool } from '#src/features/matching/testing/people.ts';

/** Invented people: name; class; words of the request; when; interests; urgency. */
const MENTEES = `
Аистов Павел; 6А; математика; 1-after 3-after; шахматы; 2
Барвинкова Злата; 6А; английский язык; 2-after 4-after; путешествия; 2
Вербицкий Марк; 6Б; физика, решение задач; 2-after 5-after; космос; 3
Горностаев Илья; 6Б; общение, дружба; 3-after; футбол; 3
Дятлова Варвара; 7А; публичные выступления; 1-after 4-after; театр; 2
Ежов Роман; 7А; программирование, создание игр; 1-after 2-after 5-after; киберспорт; 1
Жаворонкова Мила; 7А; русский язык, сочинение; 4-after; книги; 2
Зимородков Егор; 7Б; химия; 1-after; ; 2
Иволгин Степан; 7Б; шахматы; 3-after 5-after; интеллектуальные игры; 1
Камышова Лада; 7Б; биология, олимпиады; 2-after 3-after; забота о животных; 2
Ласточкина Вера; 8А; самоорганизация; 4-after 5-after; ; 3
Макаров Тихон; 8А; история; 1-after 2-after; краеведение; 2
Норкин Глеб; 8А; робототехника, 3D-моделирование; 5-after; моделирование; 2
Овсянкина Дарья; 8Б; видеомонтаж; 1-after 5-after; блог; 1
Пеликанов Артём; 8Б; математика, подготовка к ОГЭ; 2-after 4-after; ; 3
Ракитина Ульяна; 8Б; английский язык, презентации; 1-after 4-after; кинофильмы; 2
Синицына Алиса; 5А; адаптация в классе; 2-after 3-after; рисование; 3
Тростников Лев; 5А; чтение; 3-after; книги; 2
Уточкин Савва; 5Б; математика; 1-after 5-after; футбол; 2
Филинова Ника; 5Б; рисование; 2-after; дизайн; 1
Хохлова Майя; 9А; профориентация, медицина; 4-after; ; 3
Цаплин Фёдор; 9А; физика, подготовка к ОГЭ; 2-after 5-after; космос; 3
Чайкина Рада; 9Б; обществознание, право; 1-after 3-after; дебаты; 2
Шилохвостов Ян; 9Б; информатика; 2-after; создание игр; 2
Щегловитова Юна; 7А; вокал; 4-after 5-after; музыка как увлечение; 1
Юрков Демид; 6А; управление эмоциями; 3-after; единоборства; 3
Ястребов Назар; 8А; география; 1-after 2-after; туризм; 2
Беркутова Эля; 7Б; журналистика; 5-after; фотография; 2
Выпин Остап; 6Б; английский язык; 3-after 4-after; ; 2
Гагаркина Тася; 5А; самопрезентация; 2-after 5-after; танцы; 1
Гусева Инна; 6А; математика; 4-after; шахматы; 2
Кречетов Кай; 9А; немецкий язык; 1-morning; ; 2
`;
/** Name; class; strengths; when; interests; how many; finished before. */
const MENTORS = `
Берёзкин Антон; 10А; математика, подготовка к ОГЭ; 1-after 2-after 4-after; шахматы; 3; 1
Вишнякова Лидия; 10А; английский язык, презентации; 1-after 2-after 4-after; путешествия, кинофильмы; 2; 0
Грушин Захар; 11А; физика, астрономия; 2-after 5-after; космос; 2; 2
Дубравина Яна; 10Б; публичные выступления, театр; 1-after 4-after 5-after; танцы; 2; 0
Елагин Борис; 11А; программирование, информатика; 1-after 2-after; создание игр; 2; 1
Жасминова Кира; 10Б; русский язык, литература; 3-after 4-after; книги; 2; 0
Ивушкин Пётр; 11Б; химия, биология; 1-after 2-after 3-after; забота о животных; 2; 0
Калинина Агата; 10А; общение, адаптация в классе; 2-after 3-after; рисование; 2; 1
Лавров Макар; 11Б; робототехника, 3D-моделирование; 5-after; конструирование; 1; 0
Мятина Есения; 10Б; самоорганизация, планирование времени; 4-after 5-after; ; 1; 0
Ольхов Савелий; 11А; история, обществознание; 1-after 3-after; краеведение, дебаты; 2; 1
Пихтов Денис; 10А; шахматы, логика; 3-after 5-after; интеллектуальные игры; 2; 0
Рябинина Софья; 11Б; видеомонтаж, журналистика; 1-after 5-after; фотография, блог; 2; 0
Сиренев Платон; 10Б; управление эмоциями, медиация; 3-after; единоборства; 1; 0
Тополев Гордей; 11А; география; 1-after 2-after; туризм; 1; 0
Фиалкова Мирра; 10А; рисование, дизайн; 2-after 3-after; мода; 1; 0
Хвоина Аврора; 11Б; вокал, музыка; 4-after 5-after; ; 1; 0
Черешнев Матвей; 10Б; математика, физика; 1-after 5-after; футбол; 1; 0
Шишкин Аркадий; 11А; медицина, биология; 4-after; ; 1; 0
`;
const WISHES: readonly Relation[] = [
  { menteeId: 'e1', mentorId: 'r1', kind: 'mentee_wish', rank: 1 },
  { menteeId: 'e1', mentorId: 'r1', kind: 'mentor_wish', rank: 1 },
  { menteeId: 'e5', mentorId: 'r4', kind: 'mentee_wish', rank: 2 },
  { menteeId: 'e5', mentorId: 'r4', kind: 'mentor_wish', rank: 1 },
  { menteeId: 'e17', mentorId: 'r8', kind: 'mentee_wish', rank: 1 },
  { menteeId: 'e20', mentorId: 'r16', kind: 'mentor_wish', rank: 1 },
  { menteeId: 'e12', mentorId: 'r11', kind: 'earlier_good', rank: null },
];

const rowsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split(';').map((cell) => cell.trim()));
const words = (text = '') => text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
const slots = (text = '') => text.split(' ').filter((slot) => slot !== '') as never[];

const input = pool(
  rowsOf(MENTEES).map(([name = '', className = '', tags, times, interests, urgency], index) =>
    mentee(`e${index + 1}`, {
      name,
      className,
      grade: Number.parseInt(className, 10),
      age: Number.parseInt(className, 10) + 6,
      tags: words(tags),
      times: slots(times),
      interests: words(interests),
      urgency: Number(urgency),
    }),
  ),
  rowsOf(MENTORS).map(([name = '', className = '', competences, times, interests, limit, finished], index) =>
    mentor(`r${index + 1}`, {
      name,
      className,
      grade: Number.parseInt(className, 10),
      competences: words(competences),
      times: slots(times),
      interests: words(interests),
      limit: Number(limit),
      finished: Number(finished),
    }),
  ),
  { relations: WISHES },
);

/** The page of docs/ is what the program says, so that nobody has to believe it. */
test('explains pairs as docs/matching-examples.md shows', async () => {
  const settings = usualSettings(['pupil-pupil']);
  const marks = { pins: [], bans: [] };
  const done = propose(input, settings, marks);
  if (!done.ok) throw new Error(done.refusal.code);
  const solved = solvePool(input, settings, marks);
  const menteeAt = (id: string) => input.mentees.findIndex(({ personId }) => personId === id);
  const mentorAt = (id: string) => input.mentors.findIndex(({ personId }) => personId === id);
  const pairs = done.value.pairs.map(({ menteeId, mentorId, score, form, warnings }, index) => {
    const pair = solved.pool.pairAt(menteeAt(menteeId), mentorAt(mentorId));
    const title = `${pair.mentee.name}, ${pair.mentee.className} – ${pair.mentor.name}, ${pair.mentor.className}`;
    return `${index + 1}. **${title}** (${formTitle(form)}, ${Math.round(score * 100)} %). ${explainPair(pair, settings, warnings, true)}`;
  });
  const alone = explainUnmatched(input, settings, solved, done.value.unmatchedIds, []).map(
    ({ menteeId, why, changes }) =>
      [
        `- **${input.mentees[menteeAt(menteeId)]?.name ?? ''}**. ${why}`,
        ...(changes.length === 0
          ? ['  - Одного изменения мало.']
          : changes.map((change) => `  - ${change.words}`)),
      ].join('\n'),
  );
  const page = [
    '# Тридцать пар с причинами',
    'Выдуманные люди, обычные веса формы «ученик – ученик». Страницу пишет тест `src/features/matching/rules/examples.test.ts`: здесь ровно то, что говорит программа.',
    pairs.join('\n'),
    '## Кто остался без пары, и что помогло бы',
    alone.join('\n'),
    '',
  ].join('\n\n');
  expect(pairs).toHaveLength(30);
  await expect(`${page.trim()}\n`).toMatchFileSnapshot('../../../../docs/matching-examples.md');
});
