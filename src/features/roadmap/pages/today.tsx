import { capitalize } from '#src/lib/russian/capitalize.ts';
import { redirect } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import type { TodayBucket } from '#src/features/roadmap/service.server/today.ts';
import { EndingWaves } from '#src/features/roadmap/ui/ending-waves.tsx';
import { TodayLines } from '#src/features/roadmap/ui/plan-lines.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { formatDayWithWeekday } from '#src/ui/days.ts';
import { newSubmission } from '#src/ui/form-state.ts';
import { Row, Stack, Text, TextLink } from '#src/ui/layout.tsx';
import { EmptyState, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { Tabs } from '#src/ui/tabs.tsx';
import { OWN_PAGE, requireOrganization, site } from '#src/web/context.ts';
import { throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/today';

export async function loader({ context, url }: Route.LoaderArgs) {
  const { signedIn, organizationId } = requireOrganization(context);
  const asked = url.searchParams.get('whose');
  const whose = asked === 'mine' || asked === 'all' ? asked : null;
  const found = await site(context).services.roadmap.getToday(signedIn, organizationId, whose);
  if (!found.ok) {
    // Pupils, parents and mentors have no part in the school's plan: what waits for them is on their own page.
    if (found.refusal.code === 'access.not_allowed') throw redirect(OWN_PAGE);
    return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  }
  const { can, ...today } = found.value;
  return { ...today, can: abilityTexts(can), submission: newSubmission() };
}

type PlanData = Route.ComponentProps['loaderData'];

export default function Today({ loaderData }: Route.ComponentProps) {
  const { today, whose, hasPerson, roadmaps } = loaderData;
  const hasPlan = roadmaps.some((one) => one.state === 'approved' || one.state === 'closed');
  return (
    <Page
      title="Сегодня"
      lead={
        hasPlan
          ? `${capitalize(formatDayWithWeekday(today))}. ${summaryOf(loaderData)}`
          : capitalize(formatDayWithWeekday(today))
      }
    >
      {hasPerson && hasPlan && (
        <Tabs
          label="Чьи дела"
          current={whose === 'mine' ? '/?whose=mine' : '/?whose=all'}
          tabs={[
            { to: '/?whose=mine', label: 'Мои' },
            { to: '/?whose=all', label: 'Все' },
          ]}
        />
      )}
      <Unsettled roadmaps={roadmaps} can={loaderData.can['roadmap.review']} />
      <EndingWaves waves={loaderData.endingWaves} today={today} />
      {hasPlan ? <Plan data={loaderData} /> : <NoPlan data={loaderData} />}
    </Page>
  );
}

function summaryOf({ buckets }: PlanData): string {
  const { overdue, thisWeek } = buckets;
  if (overdue.total === 0 && thisWeek.total === 0) return 'Просроченного нет, на этой неделе сроков нет.';
  const late = overdue.total === 0 ? 'Просроченного нет' : `Просрочено: ${overdue.total}`;
  const week = thisWeek.total === 0 ? 'на этой неделе сроков нет' : `на этой неделе: ${thisWeek.total}`;
  return `${late}, ${week}.`;
}

/** Roadmaps that are not a plan yet: what is to be done with each. */
function Unsettled({ roadmaps, can }: { roadmaps: PlanData['roadmaps']; can: true | string }) {
  const unsettled = roadmaps.filter((one) => one.state === 'review' || one.state === 'draft');
  if (unsettled.length === 0) return null;
  return (
    <Notice kind="warning" title="Карта ещё не утверждена">
      <Stack gap="small">
        {unsettled.map((one) => (
          <Row key={one.id} gap="small">
            <TextLink to={`/roadmaps/${one.id}`}>{one.title}</TextLink>
            <span>
              {can !== true && 'Её проверяет куратор или директор.'}
              {can === true && one.state === 'review' && 'Проверьте строки, неясные показаны первыми.'}
              {can === true && one.state === 'draft' && 'Проверка закончена: утвердите карту приказом.'}
            </span>
          </Row>
        ))}
      </Stack>
    </Notice>
  );
}

function NoPlan({ data }: { data: PlanData }) {
  if (data.roadmaps.length > 0) {
    return (
      <EmptyState title="Дел пока нет">
        Они появятся здесь со сроками и ответственными, когда карта будет утверждена.
      </EmptyState>
    );
  }
  if (data.can['roadmap.import'] !== true) {
    return (
      <EmptyState title="Дорожной карты пока нет">
        Её загружает куратор или директор. Когда карта будет утверждена, здесь появятся ваши дела.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Дорожной карты пока нет"
      action={
        <Row>
          <ButtonLink look="main" to="/roadmaps/new">
            Загрузить документ школы
          </ButtonLink>
          <ButtonLink to="/roadmaps/new?way=template">Начать с шаблона</ButtonLink>
        </Row>
      }
    >
      Загрузите карту, которая у школы уже есть: DOCX, PDF, XLSX или текст. Программа прочитает строки, сроки
      и ответственных, вы проверите, и дела года появятся здесь.
    </EmptyState>
  );
}

function Plan({ data }: { data: PlanData }) {
  const { buckets, today, whose, submission, unread } = data;
  const back = `/?whose=${whose}`;
  const who = whose === 'mine' ? '&who=me' : '';
  const all = [buckets.overdue, buckets.thisWeek, buckets.next, buckets.running];
  if (all.every((bucket) => bucket.total === 0)) {
    const isOver = data.roadmaps.every((one) => one.state !== 'approved' || one.openCount === 0);
    return (
      <EmptyState
        title={isOver ? 'Всё сделано' : 'На ближайшие недели всё сделано'}
        action={<ButtonLink to={whose === 'mine' ? '/plan?who=me' : '/plan'}>Открыть план</ButtonLink>}
      >
        {isOver
          ? 'Открытых мероприятий не осталось. Спасибо за работу. Теперь можно составить отчёт за период.'
          : 'Просроченного нет, ближайших сроков тоже. Спокойной недели.'}
      </EmptyState>
    );
  }
  const list = (bucket: TodayBucket, title: string, more: string, part: string) =>
    bucket.total === 0 ? null : (
      <Section title={`${title}: ${bucket.total}`}>
        <TodayLines lines={bucket.lines} today={today} back={back} submission={idOf(submission, part)} />
        {bucket.total > bucket.lines.length && (
          <Text>
            <TextLink to={more}>{`Показать ещё ${bucket.total - bucket.lines.length}`}</TextLink>
          </Text>
        )}
      </Section>
    );
  return (
    <>
      {list(buckets.overdue, 'Просрочено', `/plan?state=overdue${who}`, '1')}
      {list(buckets.thisWeek, 'На этой неделе', `/plan?state=open${who}`, '2')}
      <WaitedFor data={data} />
      {list(buckets.next, 'Дальше, три недели', `/plan?state=open${who}`, '3')}
      {list(buckets.running, 'Идёт', `/plan?state=open${who}`, '4')}
      {unread > 0 && (
        <Text tone="quiet">
          Ещё {plural(unread, 'срок', 'срока', 'сроков')} ближайших недель –{' '}
          <TextLink to={`/plan?state=open${who}`}>в плане</TextLink>.
        </Text>
      )}
    </>
  );
}

/** Forms of the four lists must not share ids: the digit before the line's number tells the list. */
function idOf(submission: string, part: string): string {
  return `${submission.slice(0, -5)}${part}${submission.slice(-4)}`;
}

function WaitedFor({ data }: { data: PlanData }) {
  const { waitedFor } = data;
  if (waitedFor === null || (waitedFor.people.length === 0 && waitedFor.nobodyCount === 0)) return null;
  return (
    <Section title="Кого ждём">
      <Row gap="medium">
        {waitedFor.people.map((person) => (
          <span key={person.id}>
            <TextLink to={`/plan?state=overdue&who=${person.id}`}>{person.name}</TextLink>
            {`: просрочено ${person.overdueCount}`}
          </span>
        ))}
        {waitedFor.morePeople > 0 && (
          <TextLink to="/plan/people">{`и ещё ${plural(waitedFor.morePeople, 'человек', 'человека', 'человек')}`}</TextLink>
        )}
      </Row>
      {waitedFor.nobodyCount > 0 && (
        <Text>
          <TextLink to="/plan?state=open&who=nobody">{`Никто не назначен: ${waitedFor.nobodyCount}`}</TextLink>
          {'. Откройте мероприятие и укажите, кто за него отвечает.'}
        </Text>
      )}
    </Section>
  );
}
