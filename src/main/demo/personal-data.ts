import { randomUUID } from 'node:crypto';
import { accepted } from '#src/main/demo/accepted.ts';
import { workingDayNear } from '#src/main/demo/calendar.ts';
import type { DemoInstallation, DemoTown } from '#src/main/demo/town.ts';

/**
 * What the school has to do about personal data: a withdrawal whose clock runs, letters that wait and one that is answered,
 * somebody whose data are kept too long, an incident that is closed.
 */
export async function bringPersonalData(
  { services }: Pick<DemoInstallation, 'services'>,
  town: DemoTown,
  school: { organizationId: string; today: string; ids: ReadonlyMap<string, string> },
): Promise<void> {
  const keeper = town.actor('curator');
  const { organizationId, today, ids } = school;
  const { consents } = services;
  const withdrawn = await consents.withdraw(
    keeper,
    {
      submission: randomUUID(),
      personId: ids.get('Ячменёв') ?? '',
      purpose: 'processing',
      on: today,
      by: 'guardian',
      reason: 'Заявление матери',
    },
    null,
  );
  accepted(withdrawn, 'withdraw a consent');
  const addLetter = async (
    familyName: string,
    letter: { applicant: string; kind: 'copy' | 'correction'; words: string; days: number },
  ) => {
    const { days, ...said } = letter;
    const added = await consents.requests.add(
      keeper,
      organizationId,
      {
        ...said,
        submission: randomUUID(),
        personId: ids.get(familyName) ?? '',
        receivedOn: workingDayNear(today, -days, 'previous'),
      },
      null,
    );
    return accepted(added, `letter about ${familyName}`).requestId;
  };
  await addLetter('Яблонева', {
    applicant: 'Яблонева Марина Олеговна, мать',
    kind: 'copy',
    words: 'Прошу сообщить, какие данные о дочери хранит школа.',
    days: 3,
  });
  const answered = await addLetter('Ветлугин', {
    applicant: 'Ветлугин, 10А',
    kind: 'correction',
    words: 'В карточке ошибка в отчестве.',
    days: 12,
  });
  const answer = { version: 1, state: 'answered' as const, answer: 'Отчество исправлено, сообщили лично.' };
  accepted(
    await consents.requests.answer(keeper, organizationId, {
      ...answer,
      submission: randomUUID(),
      requestId: answered,
    }),
    'answer a letter',
  );
  await consents.retention.propose();
  await bringIncident(services, town, organizationId);
}

async function bringIncident(
  services: DemoInstallation['services'],
  town: DemoTown,
  organizationId: string,
): Promise<void> {
  const keeper = town.actor('curator');
  const { incidents } = services.consents;
  const { nowTyped } = accepted(await incidents.begin(keeper, organizationId), 'begin an incident');
  const facts = {
    title: 'Письмо со списком класса ушло не тому адресату',
    happenedAt: null,
    discoveredAt: nowTyped,
    accountId: null,
    windowStart: null,
    windowEnd: null,
    supposedCause: 'Ошибка в адресе: похожие имена в адресной книге.',
    supposedHarm: 'Посторонний мог прочесть имена и класс восемнадцати учеников.',
    measures: 'Адресата попросили удалить письмо, он подтвердил. Списки больше не отправляют почтой.',
    findings: '',
  };
  const added = await incidents.add(keeper, organizationId, { ...facts, submission: randomUUID() });
  const { incidentId } = accepted(added, 'add an incident');
  const mark = async (what: 'first' | 'second' | 'closed', version: number) => {
    const marked = await incidents.mark(keeper, organizationId, {
      submission: randomUUID(),
      incidentId,
      version,
      what,
    });
    accepted(marked, `mark ${what}`);
  };
  await mark('first', 1);
  const findings = 'Письмо прочёл один человек и удалил. Данные дальше не ушли.';
  accepted(
    await incidents.edit(keeper, organizationId, { ...facts, findings, incidentId, version: 2 }),
    'write the findings',
  );
  await mark('second', 3);
  await mark('closed', 4);
}
