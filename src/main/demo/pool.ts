import participants from '#data/demo/participants.json' with { type: 'json' };
import { bringInOffers, bringInRequests } from '#src/features/banks/service.server.ts';
import { isTimeSlot } from '#src/features/banks/rules/times.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import type { DemoInstallation, DemoTown } from '#src/main/demo/town.ts';
import { randomUUID } from 'node:crypto';

/**
 * A second round: pupils who came forward after the first pairs, admitted all but one, fewer places than those who wait; and a
 * draft of pairs, so that the studio has something to show.
 */
export async function fillPool(
  { services, db }: Pick<DemoInstallation, 'services' | 'db'>,
  town: DemoTown,
  school: {
    readonly organizationId: string;
    readonly ids: ReadonlyMap<string, string>;
    readonly enteredOn: string;
  },
): Promise<void> {
  const keeper = town.actor('curator');
  const { organizationId, ids, enteredOn } = school;
  await db.withActor(keeper, 'demo.fill_pool', async (tx) => {
    const common = { enteredOn, forms: ['pupil-pupil'], places: ['school'] };
    await bringInRequests(
      tx,
      organizationId,
      participants.poolRequests.map(({ familyName, times, ...request }) => ({
        ...common,
        ...request,
        times: times.filter(isTimeSlot),
        personId: ids.get(familyName) ?? '',
      })),
      'paper',
    );
    await bringInOffers(
      tx,
      organizationId,
      participants.poolOffers.map(
        ({ familyName, times, competences, interests, achievements, menteeLimit }) => ({
          ...common,
          competences,
          interests,
          achievements,
          menteeLimit,
          times: times.filter(isTimeSlot),
          ageFrom: 12,
          ageTo: 15,
          hoursAMonth: 4,
          personId: ids.get(familyName) ?? '',
        }),
      ),
      'paper',
    );
  });
  for (const { familyName, isTrained } of participants.poolOffers) {
    for (const checkId of ['questionnaire', 'interview', ...(isTrained ? ['training'] : [])]) {
      const check = {
        submission: randomUUID(),
        checkId,
        outcome: 'passed' as const,
        checkedOn: enteredOn,
        validUntil: null,
        hours: checkId === 'training' ? 8 : null,
        note: '',
      };
      const done = await services.banks.admission.enterCheck(keeper, ids.get(familyName) ?? '', check, null);
      accepted(done, `${checkId} of ${familyName}`);
    }
  }
  const draft = await services.matching.create(keeper, organizationId, {
    submission: randomUUID(),
    title: 'Второй набор: подбор пар',
    programmeId: null,
    forms: ['pupil-pupil'],
    aim: 'served',
  });
  accepted(draft, 'a draft of pairs');
}
