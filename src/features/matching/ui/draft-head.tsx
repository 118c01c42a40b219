import { plural } from '#src/lib/russian/plural.ts';
import { aimLabels, draftStateLabels, formatScore } from '#src/features/matching/labels.ts';
import { ruleText } from '#src/features/matching/rules/settings.ts';
import type { Draft } from '#src/features/matching/service.server.ts';
import { StateBadge } from '#src/ui/badge.tsx';
import { formatDayShort } from '#src/ui/days.ts';
import { KeyValue } from '#src/ui/key-value.tsx';
import { Card, Row, Text, TextLink } from '#src/ui/layout.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Tabs } from '#src/ui/tabs.tsx';

export const DRAFT_CRUMBS = [{ to: '/matching', label: 'Подбор пар' }];

/** The views of one draft. */
export function DraftTabs({ draftId, current }: { draftId: string; current: string }) {
  const here = `/matching/${draftId}`;
  return (
    <Tabs
      label="Подбор"
      current={`${here}${current}`}
      tabs={[
        { to: here, label: 'Таблица' },
        { to: `${here}/board`, label: 'Доска' },
        { to: `${here}/settings`, label: 'Условия и веса' },
        { to: `${here}/compare`, label: 'Сравнить' },
        { to: `${here}/approve`, label: 'Предложить' },
      ]}
    />
  );
}

/** What the certificate says, in words of people who never heard of one. */
export function proofWords({ outcome, settings }: Draft): string {
  if (outcome === null) return '';
  const { proof } = outcome;
  if (proof.kind === 'optimal') {
    return proof.isCut
      ? 'Доказано: лучше нельзя. Кандидатов много, у каждого рассмотрены самые близкие; проверено, что никто из остальных ничего бы не улучшил.'
      : 'Доказано: при этих условиях, весах и отметках лучше нельзя.';
  }
  const parts: string[] = [];
  if (proof.uncertain > 0) {
    parts.push(
      `${plural(proof.uncertain, 'человек мог', 'человека могли', 'человек могли')} бы получить пару лучше среди тех, кто не попал в короткий список`,
    );
  }
  if (proof.gap > 0) {
    parts.push(
      Number.isFinite(proof.gap)
        ? `из-за наименьшего размера групп сумма могла бы быть лучше, но не больше чем на ${Math.ceil(proof.gap / 100)} % одной пары`
        : 'из-за наименьшего размера групп лучшее не доказано',
    );
  }
  return `Хорошо, но не доказано, что лучше нельзя: ${parts.join('; ')}. Цель: ${aimLabels[settings.aim].toLocaleLowerCase('ru')}.`;
}

/** Totals of a draft: who is served, how well, how sure. */
export function DraftSummary({ draft }: { draft: Draft }) {
  const { outcome, takenOn, settings } = draft;
  if (outcome === null) return null;
  const nobody = outcome.served === 0;
  const [first] = outcome.blocks;
  return (
    <>
      {nobody && (
        <Notice kind="warning" title="Ни одной пары не получилось">
          {first === undefined
            ? 'Условия никого не пропустили.'
            : `Чаще всего мешает: ${outcome.blocks
                .slice(0, 3)
                .map(
                  ({ rule, pairs }) => `${ruleText(rule).blocked} (${plural(pairs, 'пара', 'пары', 'пар')})`,
                )
                .join('; ')}. `}
          <TextLink to={`/matching/${draft.id}/settings`}>Посмотреть условия</TextLink>
        </Notice>
      )}
      <Card soft>
        <Row spread>
          <Text as="span" strong>
            {outcome.unmatched === 0
              ? `Пара есть у всех: ${outcome.served}`
              : `Пара есть у ${outcome.served} из ${outcome.mentees}, без пары – ${outcome.unmatched}`}
          </Text>
          <StateBadge
            tone={draft.state === 'approved' ? 'success' : 'info'}
            label={draftStateLabels[draft.state]}
          />
        </Row>
        <KeyValue
          items={[
            {
              key: 'Насколько подходят',
              value: `в среднем ${formatScore(outcome.meanScore)}, слабейшая пара ${formatScore(outcome.worstScore)}`,
            },
            { key: 'Взаимных пожеланий', value: String(outcome.mutual) },
            {
              key: 'Свободных мест у наставников',
              value: `${outcome.places}, наставников в базе ${outcome.mentors}`,
            },
            { key: 'Цель', value: aimLabels[settings.aim] },
            { key: 'Базы и анкеты на', value: formatDayShort(takenOn) },
          ]}
        />
        <Text size="small" tone="quiet">
          {proofWords(draft)}
        </Text>
      </Card>
    </>
  );
}
