import { z } from 'zod';
import { line, neededLine } from '#src/features/orgs/schema.ts';
import { findPaperKind } from '#src/features/documents/rules.ts';

const version = z.coerce.number().int().min(1);
const text = (max: number) => z.string().max(max, `Не длиннее ${max} знаков`).default('');
const optionalDay = z.union([
  z.literal('').transform(() => null),
  z.iso.date('Укажите день, например 12.09.2026'),
]);

export const paperFields = z.object({
  kind: z.string().refine((id) => findPaperKind(id) !== undefined, 'Выберите вид документа'),
  direction: z.enum(['issued', 'incoming']).default('issued'),
  number: line(60).default(''),
  issuedOn: optionalDay.default(null),
  title: neededLine(500, 'Напишите заголовок, например «О внедрении наставничества»'),
  issuer: line(300).default(''),
  note: text(2000),
});

export const addPaperForm = paperFields.extend({ submission: z.uuid() });
export type AddPaper = z.output<typeof addPaperForm>;

export const editPaperForm = paperFields.extend({ paperId: z.uuid(), version });
export type EditPaper = z.output<typeof editPaperForm>;

export const cancelPaperForm = z.object({
  paperId: z.uuid(),
  version,
  reason: neededLine(500, 'Напишите, почему документ отменён'),
});

/** Filters of the register, as they stand in the address; what is unknown is dropped. */
export const paperFilter = z.object({
  kind: z.string().max(60).optional().catch(undefined),
  state: z.enum(['draft', 'registered', 'replaced', 'cancelled']).optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type PaperFilter = z.output<typeof paperFilter>;
