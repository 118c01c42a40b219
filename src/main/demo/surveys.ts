import { randomUUID } from 'node:crypto';
import surveysFile from '#data/demo/surveys.json' with { type: 'json' };
import type { Item } from '#src/features/surveys/rules/model.ts';
import type { VisitorActor } from '#src/platform/db/scope.ts';
import { waveForm } from '#src/features/surveys/schema.ts';
import { accepted } from '#src/main/demo/accepted.ts';
import type { DemoInstallation, DemoTown } from '#src/main/demo/town.ts';

interface School {
  readonly organizationId: string;
  /** ISO day. */
  readonly today: string;
}

/**
 * Two waves of the autumn: the candidates' questionnaire asked without names and closed, and the choice after the meeting,
 * still open, with some who have not answered.
 */
export async function askParticipants(
  { services }: DemoInstallation,
  town: DemoTown,
  { organizationId, today }: School,
): Promise<void> {
  const keeper = town.actor('curator');
  const { surveys } = services;
  for (const { library, title, closes, words } of Object.values(surveysFile)) {
    const created = await surveys.editor.create(keeper, organizationId, {
      submission: randomUUID(),
      library,
      title: '',
    });
    const { surveyId } = accepted(created, `questionnaire ${library}`);
    accepted(await surveys.editor.publish(keeper, { surveyId, version: 1 }), `publish ${library}`);
    const day = Temporal.PlainDate.from(today);
    const isNamed = library === 'preferences';
    const made = await surveys.waves.create(
      keeper,
      organizationId,
      waveForm.parse({
        submission: randomUUID(),
        surveyId,
        title,
        source: isNamed ? 'banks' : 'people',
        kinds: isNamed ? [] : ['pupil'],
        opensOn: day.subtract({ days: 9 }).toString(),
        closesOn: day.add({ days: 5 }).toString(),
        ...(isNamed ? { forms: ['pupil-pupil'] } : { isAnonymous: 'on' }),
        canChange: 'on',
      }),
    );
    const { waveId } = accepted(made, `wave ${title}`);
    accepted(await surveys.waves.launch(keeper, { waveId, version: 1 }), `launch ${title}`);
    const { invitations } = accepted(await surveys.waves.view(keeper, waveId), `look at ${title}`);
    for (const [index, { id, personId }] of invitations.entries()) {
      // Every fourth has not come round to it yet.
      if (index % 4 === 3) continue;
      await answerSurvey(surveys, { invitationId: id, personId, index, words });
    }
    const { wave } = accepted(await surveys.waves.view(keeper, waveId), `look at ${title} again`);
    if (closes)
      accepted(await surveys.waves.close(keeper, { waveId, version: wave.version }), `close ${title}`);
  }
}

/** One respondent, page after page to the end; whoever comes later in the list answers a little differently. */
export async function answerSurvey(
  { answering }: DemoInstallation['services']['surveys'],
  given: { invitationId: string; personId: string; index: number; words: readonly string[] },
): Promise<void> {
  const { invitationId, personId, index, words } = given;
  const actor: VisitorActor = { kind: 'visitor', codeId: randomUUID(), personId };
  for (let page: number | null = 0; page !== null;) {
    const { model, candidates } = accepted(await answering.open(actor, invitationId), 'open a questionnaire');
    const items: readonly Item[] = model.pages[page]?.items ?? [];
    const rankings = Object.fromEntries(
      items
        .filter(({ kind }) => kind === 'ranking')
        .map(({ id }) => {
          const wanted = rotate(
            (candidates[id] ?? []).map((one) => one.id),
            index,
          );
          return [
            id,
            { ranks: wanted.slice(0, 3), vetoes: index % 5 === 0 ? wanted.slice(3).slice(-1) : [] },
          ];
        }),
    );
    const raw = Object.fromEntries(
      items.filter(({ kind }) => kind !== 'ranking').map((item) => [item.id, sayTo(item, index, words)]),
    );
    const saved: { page: number | null } = accepted(
      await answering.save(actor, {
        invitationId,
        page,
        raw,
        rankings,
        shown: items.map(({ id }) => id),
        intent: 'next',
      }),
      'answer a page',
    );
    if (saved.page === page) throw new Error(`Page ${page} of ${model.title} took no answer`);
    page = saved.page;
  }
}

function sayTo(item: Item, index: number, words: readonly string[]): string | string[] {
  const options = item.options?.map(({ key }) => key) ?? [];
  switch (item.kind) {
    case 'scale':
      return String(5 + ((index * 3 + item.id.length) % 6));
    case 'level':
      return String((index + item.id.length) % 3);
    case 'yes_no':
      return index % 3 === 0 ? 'no' : 'yes';
    case 'single':
      return options[index % options.length] ?? '';
    case 'many':
      return rotate(options, index).slice(0, 2);
    case 'number':
      return String((item.min ?? 0) + (index % 4));
    case 'date':
    case 'ranking':
      return '';
    case 'short':
    case 'long':
      return item.required === true || index % 3 === 0 ? (words[index % words.length] ?? '') : '';
  }
}

function rotate<T>(list: readonly T[], by: number): T[] {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
