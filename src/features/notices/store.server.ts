import { sql } from 'kysely';
import { toDay, toIso } from '#src/lib/iso-day.ts';
import type { ScopedTx } from '#src/platform/db/scope.ts';
import {
  USUAL_SETTINGS,
  type NoticeKind,
  type NoticeSettings,
  type PlannedNotice,
  type Told,
} from '#src/features/notices/rules.ts';

export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly day: string;
  readonly text: string;
  readonly path: string;
  readonly isRead: boolean;
}

export async function listNotices(
  tx: ScopedTx,
  organizationId: string,
  accountId: string,
  page: { offset: number; limit: number },
): Promise<{ notices: Notice[]; total: number }> {
  const rows = await tx.query
    .selectFrom('notices')
    .select(['id', 'kind', 'day', 'text', 'path', 'read_at'])
    .select((eb) => eb.fn.countAll<number>().over().as('total'))
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  return {
    total: rows[0]?.total ?? 0,
    notices: rows.map((row) => ({
      id: row.id,
      kind: row.kind as NoticeKind,
      day: toIso(row.day),
      text: row.text,
      path: row.path,
      isRead: row.read_at !== null,
    })),
  };
}

export async function countUnread(tx: ScopedTx, organizationId: string, accountId: string): Promise<number> {
  const row = await tx.query
    .selectFrom('notices')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function markRead(tx: ScopedTx, organizationId: string, accountId: string): Promise<void> {
  await tx.query
    .updateTable('notices')
    .set({ read_at: tx.now })
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .execute();
}

export async function readSettings(
  tx: ScopedTx,
  organizationId: string,
  accountId: string,
): Promise<NoticeSettings> {
  const row = await tx.query
    .selectFrom('notice_settings')
    .select([
      'by_email as byEmail',
      'weekly_digest as weeklyDigest',
      'day_before as dayBefore',
      'overdue',
      'surveys',
    ])
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ?? USUAL_SETTINGS;
}

export async function saveSettings(
  tx: ScopedTx,
  organizationId: string,
  accountId: string,
  settings: NoticeSettings,
): Promise<void> {
  const values = {
    by_email: settings.byEmail,
    weekly_digest: settings.weeklyDigest,
    day_before: settings.dayBefore,
    overdue: settings.overdue,
    surveys: settings.surveys,
  };
  await tx.query
    .insertInto('notice_settings')
    .values({ organization_id: organizationId, account_id: accountId, ...values })
    .onConflict((conflict) => conflict.columns(['organization_id', 'account_id']).doUpdateSet(values))
    .execute();
}

/** The notices that were not given before; given ones are left out, so that a job that runs twice tells once. */
export async function insertNotices(
  tx: ScopedTx,
  to: { organizationId: string; accountId: string; day: string },
  notices: readonly PlannedNotice[],
): Promise<PlannedNotice[]> {
  if (notices.length === 0) return [];
  const rows = await tx.query
    .insertInto('notices')
    .values(
      notices.map((notice) => ({
        organization_id: to.organizationId,
        account_id: to.accountId,
        kind: notice.kind,
        subject_id: notice.subjectId,
        day: toDay(to.day),
        text: notice.text,
        path: notice.path,
      })),
    )
    .onConflict((conflict) => conflict.columns(['account_id', 'kind', 'subject_id', 'day']).doNothing())
    .returning(['kind', 'subject_id'])
    .execute();
  return notices.filter((notice) =>
    rows.some((row) => row.kind === notice.kind && row.subject_id === notice.subjectId),
  );
}

/** When an account was last told of each thing of these kinds. */
export async function listTold(
  tx: ScopedTx,
  organizationId: string,
  accountId: string,
  kinds: readonly NoticeKind[],
): Promise<Told[]> {
  const rows = await tx.query
    .selectFrom('notices')
    .select(['kind', 'subject_id as subjectId'])
    .select((eb) => eb.fn.max('day').as('day'))
    .where('organization_id', '=', organizationId)
    .where('account_id', '=', accountId)
    .where('kind', 'in', [...kinds])
    .groupBy(['kind', 'subject_id'])
    .execute();
  return rows.map((row) => ({ ...row, day: toIso(row.day) }));
}

export async function listOrganizationsWithPlans(tx: ScopedTx): Promise<string[]> {
  const rows = await tx.query
    .selectFrom('roadmaps')
    .select('organization_id')
    .distinct()
    .where('state', '=', 'approved')
    .execute();
  return rows.map((row) => row.organization_id);
}

export interface FeedOwner {
  readonly personId: string;
  readonly organizationId: string;
  readonly organizationName: string;
}

export async function findFeedOwner(tx: ScopedTx, tokenHash: string): Promise<FeedOwner | null> {
  const row = await tx.query
    .selectFrom('people as p')
    .innerJoin('organizations as o', 'o.id', 'p.organization_id')
    .select(['p.id as personId', 'p.organization_id as organizationId', 'o.short_name as organizationName'])
    .where('p.feed_token_hash', '=', tokenHash)
    .where('p.left_on', 'is', null)
    .where('p.merged_into', 'is', null)
    .where(sql<boolean>`'staff' = any (p.kinds)`)
    .executeTakeFirst();
  return row ?? null;
}

export async function setFeedToken(tx: ScopedTx, personId: string, tokenHash: string | null): Promise<void> {
  await tx.query
    .updateTable('people')
    .set({ feed_token_hash: tokenHash })
    .where('id', '=', personId)
    .execute();
}

export async function hasFeed(tx: ScopedTx, personId: string): Promise<boolean> {
  const row = await tx.query
    .selectFrom('people')
    .select('feed_token_hash')
    .where('id', '=', personId)
    .executeTakeFirst();
  return (row?.feed_token_hash ?? null) !== null;
}
