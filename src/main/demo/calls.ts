import { randomUUID } from 'node:crypto';
import { addCallForm, applicationFilter, applyForm } from '#src/features/banks/schema/calls.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import type { DemoInstallation, DemoTown } from '#src/main/demo/town.ts';

const APPLICANTS = [
  {
    familyName: 'Лебяжьев',
    givenName: 'Антон',
    patronymic: 'Игоревич',
    birthDate: '1994-03-12',
    kind: 'partner',
    place: 'Завод «Маяк», инженер',
    phone: '+7 900 000-00-01',
    competences: 'робототехника, черчение',
    hoursAMonth: '4',
    timeWords: 'по субботам',
  },
  {
    familyName: 'Овсянкина',
    givenName: 'Дарья',
    patronymic: 'Олеговна',
    birthDate: '2006-07-30',
    kind: 'graduate',
    place: 'педагогический колледж, 2 курс',
    phone: '+7 900 000-00-02',
    competences: 'русский язык, подготовка к ОГЭ',
    interests: 'театр',
    timeWords: 'вечером в будни',
    wishes: 'Лучше с ребятами из 7–8 классов',
  },
];

/** An open call with two applications that wait for the curator. */
export async function openCall(
  { services }: Pick<DemoInstallation, 'services'>,
  town: DemoTown,
  today: string,
): Promise<void> {
  const { calls, applying } = services.banks;
  const keeper = town.actor('curator');
  const call = addCallForm.parse({
    submission: randomUUID(),
    side: 'mentor',
    title: 'Станьте наставником нашего ученика',
    invitation:
      'Ищем взрослых и студентов, которые готовы раз в неделю встречаться с учеником 7–9 класса: помочь с предметом, показать профессию, поддержать.\nОбучим и будем рядом.',
    kinds: ['student', 'graduate', 'partner', 'guardian'],
    opensOn: today,
    closesOn: Temporal.PlainDate.from(today).add({ days: 45 }).toString(),
    answerLimit: 40,
  });
  const { callId } = accepted(await calls.add(keeper, town.schoolId, call), 'open a call');
  const { address } = accepted(
    await calls.view(keeper, callId, applicationFilter.parse({})),
    'view the call',
  );
  const word = address.split('/').at(-1) ?? '';
  for (const applicant of APPLICANTS) {
    const form = applyForm.parse({
      ...applicant,
      submission: randomUUID(),
      consent: 'on',
      consentVersion: 1,
    });
    accepted(await applying.apply(word, form, '127.0.0.1'), `application of ${applicant.familyName}`);
  }
}
