import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import type { PersonActor, VisitorActor } from '#src/platform/db/scope.ts';
import { waveForm } from '#src/features/surveys/schema.ts';
import type { Surveys } from '#src/features/surveys/service.server.ts';

export const RESPONDENTS = 100;
/** Others in the school, invited as well: lists and policies have something to pass over. */
export const OTHERS = 1_900;

export interface Invited {
  readonly actor: VisitorActor;
  readonly invitationId: string;
}

/** A school with a wave that goes on; answers those who are going to be measured. */
export async function prepare(
  client: Client,
  surveys: Surveys,
  isAnonymous: boolean,
  /** So many more are answered for. */
  more = 0,
): Promise<{ organizationId: string; curator: PersonActor; invited: readonly Invited[] }> {
  const query = async <Row extends Record<string, unknown>>(text: string, values: unknown[] = []) =>
    (await client.query<Row>(text, values)).rows;
  const [school] = await query<{ id: string }>(
    `insert into organizations (kind, full_name, short_name, director_name)
     values ('school', 'Школа опыта', 'Школа опыта', 'Примерова Анна') returning id`,
  );
  const organizationId = school?.id ?? '';
  const accountId = randomUUID();
  await query(`insert into role_assignments (organization_id, account_id, role) values ($1, $2, 'curator')`, [
    organizationId,
    accountId,
  ]);
  await query(
    `insert into people (organization_id, family_name, given_name, kinds)
     select $1, 'Опытов' || n, 'Пётр', '{graduate}' from generate_series(1, $2::integer) n`,
    [organizationId, RESPONDENTS + OTHERS],
  );
  await query(
    `insert into consent_texts (organization_id, purpose, number, origin, title, body, guardian_body, digest)
     values ($1, 'processing', 1, 'own', 'Согласие', 'Текст', 'Текст', repeat('a', 64))`,
    [organizationId],
  );
  await query(
    `insert into consents (organization_id, person_id, purpose, text_id, signer, channel, signed_on)
     select $1, p.id, 'processing', t.id, 'self', 'paper', current_date
     from people p join consent_texts t on t.organization_id = p.organization_id where p.organization_id = $1`,
    [organizationId],
  );
  const curator = { kind: 'person', accountId } as const;
  const made = await surveys.editor.create(curator, organizationId, {
    submission: randomUUID(),
    library: 'candidate-mentee',
    title: '',
  });
  if (!made.ok) throw new Error(JSON.stringify(made.refusal));
  const { surveyId } = made.value;
  const published = await surveys.editor.publish(curator, { surveyId, version: 1 });
  if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  const today = Temporal.Now.plainDateISO('Europe/Moscow');
  const wave = await surveys.waves.create(
    curator,
    organizationId,
    waveForm.parse({
      submission: randomUUID(),
      surveyId,
      title: 'Опыт',
      source: 'people',
      kinds: ['graduate'],
      opensOn: today.subtract({ days: 1 }).toString(),
      closesOn: today.add({ days: 7 }).toString(),
      ...(isAnonymous ? { isAnonymous: 'on' } : {}),
      canChange: 'on',
    }),
  );
  if (!wave.ok) throw new Error(JSON.stringify(wave.refusal));
  const launched = await surveys.waves.launch(curator, { waveId: wave.value.waveId, version: 1 });
  if (!launched.ok) throw new Error(JSON.stringify(launched.refusal));
  const rows = await query<{ id: string; person_id: string }>(
    'select id, person_id from survey_invitations where wave_id = $1 order by paper_number limit $2',
    [wave.value.waveId, RESPONDENTS + more],
  );
  return {
    organizationId,
    curator,
    invited: rows.map(({ id, person_id: personId }) => ({
      invitationId: id,
      actor: { kind: 'visitor', codeId: randomUUID(), personId },
    })),
  };
}
