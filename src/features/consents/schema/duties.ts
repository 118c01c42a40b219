import { z } from 'zod';
import { line, lines, optionalLines } from '#src/features/orgs/schema.ts';
import { REQUEST_KINDS } from '#src/features/consents/rules/requests.ts';

/** No more than the database counts to. */
const version = z.coerce.number().int().min(0).max(2_147_483_647);
const day = z.iso
  .date('укажите день, например 12.09.2026')
  .refine(
    (iso) => iso >= '1990-01-01' && iso <= '2199-12-31',
    'проверьте год: он должен быть от 1990 до 2199',
  );
const submission = z.uuid();

export const beginDestructionForm = z.object({
  submission,
  personId: z.uuid(),
  cause: z.enum(['request', 'retention']).default('request'),
  note: line(1000).default(''),
});
export type BeginDestruction = z.output<typeof beginDestructionForm>;

export const confirmDestructionForm = z.object({
  submission,
  destructionId: z.uuid(),
  version,
  actNumber: line(60).pipe(z.string().min(1, 'напишите номер акта, например 3-ПД')),
  personName: line(300).pipe(z.string().min(1, 'напишите фамилию и имя человека, чьи данные уничтожаете')),
});
export type ConfirmDestruction = z.output<typeof confirmDestructionForm>;

export const cancelDestructionForm = z.object({
  submission,
  destructionId: z.uuid(),
  version,
  note: line(1000).pipe(z.string().min(1, 'напишите, почему данные остаются')),
});
export type CancelDestruction = z.output<typeof cancelDestructionForm>;

export const addRequestForm = z.object({
  submission,
  personId: z.uuid('выберите человека из списка').nullable().default(null),
  applicant: line(300).pipe(z.string().min(1, 'напишите, кто обратился')),
  kind: z.enum(REQUEST_KINDS, 'выберите, о чём просят'),
  words: optionalLines(5000),
  receivedOn: day,
});
export type AddRequest = z.output<typeof addRequestForm>;

export const attachLetterForm = z.object({ submission, requestId: z.uuid(), version });
export type AttachLetter = z.output<typeof attachLetterForm>;

export const extendRequestForm = z.object({
  submission,
  requestId: z.uuid(),
  version,
  reason: line(1000).pipe(z.string().min(1, 'напишите причину: её сообщают человеку')),
});
export type ExtendRequest = z.output<typeof extendRequestForm>;

export const answerRequestForm = z.object({
  submission,
  requestId: z.uuid(),
  version,
  state: z.enum(['answered', 'refused'], 'выберите, чем кончилось'),
  answer: lines(5000).pipe(z.string().min(1, 'напишите, что ответили')),
});
export type AnswerRequest = z.output<typeof answerRequestForm>;

export const ownRequestForm = z.object({
  submission,
  personId: z.uuid(),
  kind: z.enum(REQUEST_KINDS, 'выберите, о чём просите'),
  words: optionalLines(5000),
});
export type OwnRequest = z.output<typeof ownRequestForm>;

export const decideProposalForm = z.object({
  submission,
  proposalId: z.uuid(),
  version,
  decision: z.enum(['destroy', 'keep'], 'выберите, что делать'),
  keepUntil: day.nullable().default(null),
  note: line(1000).default(''),
});
export type DecideProposal = z.output<typeof decideProposalForm>;

/** A moment on the clock of the school, to the minute: «2026-11-20T09:30». */
const moment = z.iso
  .datetime({ local: true, precision: -1, error: 'укажите день и время, например 20.11.2026 09:30' })
  .refine((iso) => iso >= '1990-01-01' && iso < '2200', 'проверьте год: он должен быть от 1990 до 2199');

const incidentFields = {
  title: line(300).pipe(z.string().min(1, 'напишите, что случилось, одной строкой')),
  happenedAt: moment.nullable().default(null),
  discoveredAt: moment,
  accountId: z.string().max(100).nullable().default(null),
  windowStart: moment.nullable().default(null),
  windowEnd: moment.nullable().default(null),
  supposedCause: optionalLines(5000),
  supposedHarm: optionalLines(5000),
  measures: optionalLines(5000),
  findings: optionalLines(5000),
};
export const addIncidentForm = z.object({ submission, ...incidentFields });
export type AddIncident = z.output<typeof addIncidentForm>;

export const editIncidentForm = z.object({ incidentId: z.uuid(), version, ...incidentFields });
export type EditIncident = z.output<typeof editIncidentForm>;

export const markIncidentForm = z.object({
  submission,
  incidentId: z.uuid(),
  version,
  what: z.enum(['first', 'second', 'closed']),
});
export type MarkIncident = z.output<typeof markIncidentForm>;
