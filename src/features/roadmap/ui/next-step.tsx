import { ButtonLink } from '#src/ui/button.tsx';
import { Row, Stack, Text } from '#src/ui/layout.tsx';
import { Notice, type NoticeKind } from '#src/ui/notice.tsx';
import type { RoadmapState } from '#src/features/roadmap/rules/model.ts';

interface Step {
  readonly kind: NoticeKind;
  readonly title: string;
  readonly text: string;
  readonly to: string;
  readonly label: string;
}

interface Counts {
  readonly activities: number;
  readonly unclear: number;
  readonly withoutDeadline: number;
  readonly wordsUnmapped: number;
  readonly overdue: number;
  readonly open: number;
  readonly occurrences: number;
}

/** What to do with a roadmap now, as one clear action. */
export function NextStep({
  roadmap,
  counts,
  mayReview,
  mayApprove,
}: {
  roadmap: { id: string; state: RoadmapState; periodStart: string | null };
  counts: Counts;
  mayReview: boolean;
  mayApprove: boolean;
}) {
  const step = chooseStep(roadmap, counts, mayApprove);
  if (step === null || (!mayReview && (roadmap.state === 'review' || roadmap.state === 'draft'))) return null;
  return (
    <Notice kind={step.kind} title={step.title}>
      <Stack gap="small">
        <Text>{step.text}</Text>
        <Row>
          <ButtonLink look="main" to={step.to}>
            {step.label}
          </ButtonLink>
        </Row>
      </Stack>
    </Notice>
  );
}

export function chooseStep(
  roadmap: { id: string; state: RoadmapState; periodStart: string | null },
  counts: Counts,
  mayApprove: boolean,
): Step | null {
  const base = `/roadmaps/${roadmap.id}`;
  if (roadmap.state === 'closed') return null;
  if (roadmap.state === 'approved' && counts.open === 0 && counts.occurrences > 0) {
    return {
      kind: 'success',
      title: 'Все сроки закрыты',
      text: 'Составьте отчёт, затем завершите карту внизу этой страницы или перенесите её на новый год.',
      to: `${base}/report`,
      label: 'Составить отчёт',
    };
  }
  if (roadmap.state === 'approved') {
    return {
      kind: counts.overdue > 0 ? 'warning' : 'success',
      title: counts.overdue > 0 ? `Просрочено: ${counts.overdue}` : 'Карта в работе',
      text:
        counts.overdue > 0
          ? 'Если часть сделана до начала работы в программе, отметьте прошедшее списком.'
          : `Открытых сроков: ${counts.open}. Закрывайте мероприятия документами и записями о сделанном.`,
      to: counts.overdue > 0 ? `/plan/past?roadmap=${roadmap.id}` : `/plan?roadmap=${roadmap.id}`,
      label: counts.overdue > 0 ? 'Отметить прошедшее' : 'Открыть план',
    };
  }
  if (counts.activities === 0) {
    return {
      kind: 'warning',
      title: 'В карте нет мероприятий',
      text: 'Добавьте разделы и строки.',
      to: `${base}/header`,
      label: 'К разделам',
    };
  }
  if (roadmap.periodStart === null) {
    return {
      kind: 'info',
      title: 'Следующий шаг: указать период',
      text: 'В документе период не назван. Без него у сроков не будет дат.',
      to: `${base}/header`,
      label: 'Указать период',
    };
  }
  if (counts.unclear > 0) {
    return {
      kind: 'info',
      title: 'Следующий шаг: проверить неясные строки',
      text: `Осталось строк: ${counts.unclear} из ${counts.activities}. Рядом с каждой показан исходный документ.`,
      to: `${base}/review?show=unclear`,
      label: 'Проверить строки',
    };
  }
  if (roadmap.state === 'review') {
    return {
      kind: 'success',
      title: 'Следующий шаг: принять проверку',
      text: 'Неясных строк не осталось.',
      to: `${base}/review?show=unclear`,
      label: 'Открыть проверку',
    };
  }
  if (counts.wordsUnmapped > 0) {
    return {
      kind: 'info',
      title: 'Следующий шаг: сказать, кто ответственные',
      text: `Не сопоставлено с сотрудниками: ${counts.wordsUnmapped}. Тогда каждый увидит свои дела в «Сегодня».`,
      to: `${base}/responsibles`,
      label: 'Назвать ответственных',
    };
  }
  return {
    kind: 'info',
    title: 'Следующий шаг: утвердить',
    text: mayApprove
      ? 'Укажите номер и дату приказа: у мероприятий появятся сроки, и начнётся работа по плану.'
      : 'Проект готов. Утвердить его может директор или куратор.',
    to: `${base}/approve`,
    label: 'К утверждению',
  };
}
