import { data, redirect } from 'react-router';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { readTargets } from '#src/features/roadmap/rules/targets.ts';
import { approveSchema } from '#src/features/roadmap/schema.ts';
import { CheckList, type Check } from '#src/features/roadmap/ui/check-list.tsx';
import { RoadmapSteps } from '#src/features/roadmap/ui/roadmap-steps.tsx';
import { TargetFields } from '#src/features/roadmap/ui/target-fields.tsx';
import { ButtonLink } from '#src/ui/button.tsx';
import { DateField, HiddenField, TextField } from '#src/ui/fields.tsx';
import { FieldColumns, Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { NoRight, Notice } from '#src/ui/notice.tsx';
import { Page, Section } from '#src/ui/page.tsx';
import { plural } from '#src/lib/russian/plural.ts';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { statusOf, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/approve';

const labels = { approvalNumber: 'Номер приказа', approvedOn: 'Дата приказа' };

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getOverview(signedIn, params.id);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { roadmap, counts, targets, can } = found.value;
  if (roadmap.state === 'approved' || roadmap.state === 'closed') throw redirect(`/roadmaps/${roadmap.id}`);
  const stamp = roadmap.stamps.find((one) => one.word === 'УТВЕРЖДЕНО');
  return {
    roadmap: {
      id: roadmap.id,
      title: roadmap.title,
      state: roadmap.state,
      version: roadmap.version,
      periodStart: roadmap.periodStart,
    },
    stamp: { number: stamp?.order ?? '', day: stamp?.date ?? '' },
    counts,
    targets,
    may: abilityTexts(can)['roadmap.approve'],
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const form = await request.formData();
  const parsed = parseForm(form, approveSchema, { labels });
  if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
  const targets = readTargets(form);
  if (!targets.ok) {
    return data<FormState>(
      { ok: false, values: parsed.values, errors: targets.errors, formErrors: [], labels },
      { status: 422 },
    );
  }
  const done = await site(context).services.roadmap.approve(signedIn, params.id, {
    ...parsed.value,
    targets: targets.value,
  });
  if (!done.ok) {
    const { refusal } = done;
    // The register names its own fields: a number that is taken belongs to the number of the order.
    const field =
      refusal.field === 'issuedOn'
        ? 'approvedOn'
        : refusal.field === 'number'
          ? 'approvalNumber'
          : refusal.field;
    const shown = field === undefined ? refusal : { ...refusal, field };
    return data<FormState>(refuseForm(parsed.values, shown, roadmapRefusalText(refusal), labels), {
      status: statusOf(refusal),
    });
  }
  const { occurrenceCount, pastCount } = done.value;
  const text = `Карта утверждена, сроков в плане: ${occurrenceCount}.`;
  return pastCount > 0
    ? redirectWith(
        `/plan/past?roadmap=${params.id}`,
        `${text} Из них уже прошло: ${pastCount}. Отметьте, что сделано.`,
      )
    : redirectWith('/plan', text);
}

export function shouldRevalidate({
  actionStatus,
  defaultShouldRevalidate,
}: {
  actionStatus?: number;
  defaultShouldRevalidate: boolean;
}): boolean {
  return actionStatus === 409 || defaultShouldRevalidate;
}

export default function Approve({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, counts, targets, stamp, may } = loaderData;
  const base = `/roadmaps/${roadmap.id}`;
  const isDraft = roadmap.state === 'draft';
  return (
    <Page
      title="Утверждение карты"
      lead={roadmap.title}
      width="narrow"
      breadcrumbs={[
        { to: '/roadmaps', label: 'Дорожные карты' },
        { to: base, label: 'Обзор карты' },
      ]}
    >
      <RoadmapSteps roadmapId={roadmap.id} current={2} />
      {may !== true && <NoRight reason={may} />}
      <Section title="Что проверено">
        <CheckList checks={listChecks(base, counts, roadmap.periodStart !== null)} />
      </Section>
      {!isDraft && (
        <Notice kind="warning" title="Сначала примите проверку строк">
          <ButtonLink look="main" to={`${base}/review`}>
            {counts.unclear > 0
              ? `Проверить: ${plural(counts.unclear, 'строка', 'строки', 'строк')}`
              : 'Открыть проверку'}
          </ButtonLink>
        </Notice>
      )}
      {isDraft && may === true && (
        <Form state={actionData}>
          <HiddenField name="version" value={roadmap.version} />
          <Section title="Приказ об утверждении">
            <FieldColumns>
              <TextField
                name="approvalNumber"
                label={labels.approvalNumber}
                description="Например, 259-од"
                required
                defaultValue={stamp.number}
                maxLength={60}
              />
              <DateField name="approvedOn" label={labels.approvedOn} required defaultValue={stamp.day} />
            </FieldColumns>
          </Section>
          {targets.length > 0 && (
            <Section title="Сколько считать выполненным">
              <TargetFields targets={targets} />
            </Section>
          )}
          <Notice title="После утверждения строки не переписывают">
            Приказ попадёт в реестр документов, у мероприятий появятся сроки. Дальше сроки можно переносить с
            причиной, а мероприятия – закрывать подтверждениями.
          </Notice>
          <FormButtons>
            <SubmitButton pendingLabel="Утверждаем…">Утвердить карту</SubmitButton>
            <ButtonLink to={base}>Отложить</ButtonLink>
          </FormButtons>
        </Form>
      )}
    </Page>
  );
}

const rows = (count: number): string => plural(count, 'строка', 'строки', 'строк');

function listChecks(
  base: string,
  counts: Route.ComponentProps['loaderData']['counts'],
  hasPeriod: boolean,
): Check[] {
  return [
    {
      done: hasPeriod,
      isNeeded: true,
      yes: 'Период указан',
      no: 'Период не указан',
      to: `${base}/header`,
      label: 'Указать',
    },
    {
      done: counts.unclear === 0,
      isNeeded: true,
      yes: 'Неясных строк нет',
      no: `Остались неясные: ${rows(counts.unclear)}`,
      to: `${base}/review?show=unclear`,
      label: 'Проверить',
    },
    {
      done: counts.withoutDeadline === 0,
      isNeeded: false,
      yes: 'У каждого мероприятия есть срок',
      no: `Без срока: ${rows(counts.withoutDeadline)}`,
      to: `${base}/dates`,
      label: 'Предложить сроки',
    },
    {
      done: counts.withoutResponsible === 0,
      isNeeded: false,
      yes: 'У каждого мероприятия есть ответственный',
      no: `Без ответственного: ${rows(counts.withoutResponsible)}`,
      to: `${base}/review?show=findings`,
      label: 'Посмотреть',
    },
    {
      done: counts.wordsUnmapped === 0,
      isNeeded: false,
      yes: 'Все ответственные сопоставлены с сотрудниками',
      no: `Не сопоставлено ответственных: ${counts.wordsUnmapped} из ${counts.words}`,
      to: `${base}/responsibles`,
      label: 'Сопоставить',
    },
    {
      done: counts.withoutKind === 0,
      isNeeded: false,
      yes: 'Виды работ определены',
      no: `Вид работы не определён: ${rows(counts.withoutKind)}. Их закрывают заметкой или файлом`,
      to: `${base}/review?show=all`,
      label: 'Посмотреть',
    },
    {
      done: counts.errors === 0,
      isNeeded: false,
      yes: 'Ошибок не найдено',
      no: `Найдено ошибок: ${counts.errors}`,
      to: `${base}/review?show=findings`,
      label: 'Исправить',
    },
  ];
}
