import { data, redirect } from 'react-router';
import type { z } from 'zod';
import type { Services } from '#src/compose.ts';
import type { Refusal, Result } from '#src/lib/result.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import {
  chooseMeaningSchema,
  confirmRowsSchema,
  fixSchema,
  rowRefSchema,
} from '#src/features/roadmap/schema.ts';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { redirectWith } from '#src/web/cookies.ts';
import type { SignedIn } from '#src/web/context.ts';
import { statusOf } from '#src/web/problems.ts';

type Answer = Response | ReturnType<typeof data<FormState>>;

/**
 * What the forms of the review do, by their `intent`. Done: back to the review at the next row of the same filter, so
 * that the work goes on by itself. Refused: the same page with the reason.
 */
export async function runReviewAction(
  roadmap: Services['roadmap'],
  actor: SignedIn,
  roadmapId: string,
  form: FormData,
  query: URLSearchParams,
): Promise<Answer> {
  const base = `/roadmaps/${roadmapId}/review`;
  const goTo = (row: FormDataEntryValue | null): string => {
    const show = query.get('show');
    const target = new URLSearchParams(show === null ? {} : { show });
    if (typeof row === 'string' && /^[0-9a-f-]{36}$/.test(row)) target.set('row', row);
    return target.has('row')
      ? `${base}?${target.toString()}#row-${target.get('row')}`
      : `${base}?${target.toString()}`;
  };
  const stay = goTo(form.get('activityId') ?? query.get('row'));
  const onward = goTo(form.get('next'));

  async function run<S extends z.ZodType>(
    schema: S,
    work: (value: z.output<S>) => Promise<Result<unknown>>,
    to: string | ((value: z.output<S>) => Promise<Response> | Response),
    lists: readonly string[] = [],
  ): Promise<Answer> {
    const parsed = parseForm(form, schema, { lists });
    if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
    const done = await work(parsed.value);
    if (!done.ok) return refused(parsed.values, done.refusal);
    return typeof to === 'string' ? redirect(to) : to(parsed.value);
  }

  switch (form.get('intent')) {
    case 'confirm':
      return run(rowRefSchema, (value) => roadmap.confirmRow(actor, value), onward);
    case 'choose':
      return run(chooseMeaningSchema, (value) => roadmap.chooseMeaning(actor, value), onward);
    case 'confirmMany':
      return run(
        confirmRowsSchema,
        ({ rows }) => roadmap.confirmRows(actor, roadmapId, rows),
        ({ rows }) => redirectWith(goTo(null), `Подтверждено строк: ${rows.length}`),
        ['rows'],
      );
    case 'fix':
      return run(
        fixSchema,
        (value) => roadmap.applyFix(actor, roadmapId, value),
        ({ from, to }) =>
          redirectWith(stay, from === '' ? `Вписано: «${to}»` : `Исправлено: «${from}» → «${to}»`),
      );
    case 'join':
      return run(rowRefSchema, (value) => roadmap.joinWithNext(actor, value), stay);
    case 'drop':
      return run(
        rowRefSchema,
        (value) => roadmap.dropRow(actor, value),
        () => redirectWith(onward, 'Строка удалена'),
      );
    case 'up':
    case 'down': {
      const direction = form.get('intent') === 'up' ? 'up' : 'down';
      return run(rowRefSchema, (value) => roadmap.moveRow(actor, { ...value, direction }), stay);
    }
    case 'accept':
      return run(
        rowRefSchema.pick({ version: true }),
        ({ version }) => roadmap.acceptReview(actor, roadmapId, version),
        () =>
          redirectWith(
            `/roadmaps/${roadmapId}/responsibles`,
            'Проверка принята. Теперь скажите, кто ответственные.',
          ),
      );
    default:
      return redirect(stay);
  }
}

function refused(values: FormState['values'], refusal: Refusal): Answer {
  // The reason stands above the form: its fields are hidden ones.
  const { code, facts } = refusal;
  const state = refuseForm(
    values,
    facts === undefined ? { code } : { code, facts },
    roadmapRefusalText(refusal),
  );
  return data<FormState>(state, { status: statusOf(refusal) });
}
