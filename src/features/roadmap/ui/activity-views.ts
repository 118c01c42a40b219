import { paperStateLabels } from '#src/features/documents/labels.ts';
import { numberAndDate, type Paper } from '#src/features/documents/rules.ts';
import type { EvidenceView } from '#src/features/roadmap/ui/activity-sections.tsx';
import type { ActivityData } from '#src/features/roadmap/ui/activity-model.ts';
import { formatDay, formatInstant } from '#src/ui/days.ts';
import type { Option } from '#src/ui/fields.tsx';

/** What was attached, in words and with its address. */
export function evidenceViews(
  evidence: ActivityData['evidence'],
  { names, timeZone }: { names: Readonly<Record<string, string>>; timeZone: string },
): EvidenceView[] {
  return evidence.map((one) => {
    const who = one.addedBy === null ? '' : (names[one.addedBy] ?? '');
    const happened = one.happenedOn === null ? '' : `было ${formatDay(one.happenedOn)}`;
    const proves = one.paper === null || one.paper.state === 'registered';
    const state = paperStateLabels[one.paper?.state as keyof typeof paperStateLabels] ?? '';
    return {
      id: one.id,
      ...titleAndAddress(one),
      note: one.note,
      about: [who, formatInstant(one.createdAt, timeZone), happened].filter((part) => part !== '').join(', '),
      warning: proves
        ? ''
        : `Документ ничего не подтверждает, пока он не зарегистрирован: ${state.toLowerCase()}`,
    };
  });
}

function titleAndAddress(
  one: ActivityData['evidence'][number],
): Pick<EvidenceView, 'title' | 'to' | 'isOutside'> {
  if (one.paper !== null) {
    const title = [one.paper.title, numberAndDate(one.paper)].filter((part) => part !== '').join(' ');
    return { title, to: `/documents/${one.paperId ?? ''}`, isOutside: false };
  }
  if (one.fileId !== null)
    return { title: one.fileName ?? 'Файл', to: `/files/${one.fileId}`, isOutside: false };
  if (one.url !== null) return { title: one.url, to: one.url, isOutside: true };
  return { title: 'Заметка', to: null, isOutside: false };
}

/** Papers to choose from: those of the kinds that prove the part come first, then the newest. */
export function paperOptions(
  papers: readonly Pick<Paper, 'id' | 'kind' | 'number' | 'issuedOn' | 'title'>[],
  kinds: readonly string[],
): Option[] {
  const fits = (paper: { kind: string }): boolean => kinds.includes(paper.kind);
  return [...papers.filter(fits), ...papers.filter((paper) => !fits(paper))].map((paper) => ({
    value: paper.id,
    label: [numberAndDate(paper), paper.title].filter((part) => part !== '').join(' – '),
  }));
}

/** Everybody who may answer for an activity: people, teams, posts. */
export function whoOptions(staff: ActivityData['staff']): Option[] {
  const posts = [...new Set(staff.people.flatMap((person) => person.posts))].toSorted((a, b) =>
    a.localeCompare(b, 'ru'),
  );
  return [
    ...staff.people.map((person) => ({
      value: `person:${person.id}`,
      label: person.posts.length === 0 ? person.name : `${person.name} (${person.posts.join(', ')})`,
    })),
    ...staff.teams.map((team) => ({
      value: `team:${team.id}`,
      label: `Группа: ${team.name}, ${team.schoolYear}/${team.schoolYear + 1}`,
    })),
    ...posts.map((post) => ({ value: `post:${post}`, label: `Кто занимает должность: ${post}` })),
  ];
}
