import { data } from 'react-router';
import { z } from 'zod';
import { abilityTexts } from '#src/features/accounts/labels.ts';
import { formatSchoolYear } from '#src/features/orgs/rules/school-year.ts';
import { roadmapRefusalText } from '#src/features/roadmap/labels.ts';
import { rollOverSchema } from '#src/features/roadmap/schema.ts';
import { ButtonLink } from '#src/ui/button.tsx';
import { SelectField } from '#src/ui/fields.tsx';
import { Form, FormButtons, SubmitButton } from '#src/ui/form.tsx';
import { newSubmission, parseForm, refuseForm, type FormState } from '#src/ui/form-state.ts';
import { Text } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Page } from '#src/ui/page.tsx';
import { redirectWith } from '#src/web/cookies.ts';
import { requireOrganization, site } from '#src/web/context.ts';
import { forbidden, statusOf, throwProblem, throwRefusal } from '#src/web/problems.ts';
import type { Route } from './+types/next-year';

const labels = { startYear: 'Учебный год' };

export async function loader({ context, params }: Route.LoaderArgs) {
  const { signedIn } = requireOrganization(context);
  const found = await site(context).services.roadmap.getOverview(signedIn, params.id);
  if (!found.ok) return throwRefusal(found.refusal, roadmapRefusalText(found.refusal));
  const { roadmap, counts, can } = found.value;
  const may = abilityTexts(can)['roadmap.import'];
  if (may !== true) return forbidden(may);
  if ((roadmap.state !== 'approved' && roadmap.state !== 'closed') || roadmap.periodStart === null) {
    return throwProblem({
      status: 422,
      title: 'Карта ещё не утверждена',
      text: 'На новый год переносят утверждённую карту: только в ней известно, что сделано, а что нет.',
      link: { to: `/roadmaps/${roadmap.id}`, label: 'К обзору карты' },
    });
  }
  const year = Number(roadmap.periodStart.slice(0, 4));
  const first = Number(roadmap.periodStart.slice(5, 7)) >= 7 ? year : year - 1;
  return {
    roadmap: { id: roadmap.id, title: roadmap.title },
    counts: { activities: counts.activities, open: counts.open },
    years: [1, 2, 3, 4, 5].map((by) => ({ value: String(first + by), label: formatSchoolYear(first + by) })),
    next: String(first + 1),
    submission: newSubmission(),
  };
}

export async function action({ context, request, params }: Route.ActionArgs) {
  const { signedIn } = requireOrganization(context);
  const parsed = parseForm(
    await request.formData(),
    rollOverSchema.extend({ submission: z.uuid().optional() }),
    { labels },
  );
  if (!parsed.ok) return data<FormState>(parsed, { status: 422 });
  const { startYear, submission } = parsed.value;
  const made = await site(context).services.roadmap.beginFromLastYear(signedIn, params.id, {
    startYear,
    ...(submission === undefined ? {} : { submission }),
  });
  if (!made.ok) {
    const state = refuseForm(parsed.values, made.refusal, roadmapRefusalText(made.refusal), labels);
    return data<FormState>(state, { status: statusOf(made.refusal) });
  }
  return redirectWith(
    `/roadmaps/${made.value.roadmapId}/review`,
    'Карта на новый год создана. Проверьте строки: не сделанное в прошлом году отмечено.',
  );
}

export default function NextYear({ loaderData, actionData }: Route.ComponentProps) {
  const { roadmap, counts, years, next, submission } = loaderData;
  return (
    <Page
      title="Перенести на новый учебный год"
      lead={roadmap.title}
      width="narrow"
      breadcrumbs={[
        { to: '/roadmaps', label: 'Дорожные карты' },
        { to: `/roadmaps/${roadmap.id}`, label: 'Обзор карты' },
      ]}
    >
      <Text>
        Появится новая карта на проверке, эта не изменится. Даты сдвинутся на новый год и сойдут с выходных,
        повторы сохранятся, невыполненное будет отмечено с причиной.
      </Text>
      {counts.open > 0 && (
        <Notice kind="warning" title={`В этой карте ещё открыто: ${counts.open}`}>
          Перенести можно и сейчас, но незакрытые строки будут отмечены как незавершённые.
        </Notice>
      )}
      <Form state={actionData} submission={submission}>
        <SelectField name="startYear" label={labels.startYear} options={years} defaultValue={next} />
        <FormButtons>
          <SubmitButton pendingLabel="Переносим…">{`Перенести строки: ${counts.activities}`}</SubmitButton>
          <ButtonLink to={`/roadmaps/${roadmap.id}`}>Отменить</ButtonLink>
        </FormButtons>
      </Form>
    </Page>
  );
}
