import { paragraph, type Block, type PaperDocument } from '#src/platform/render/model.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';
import { instantWords } from '#src/features/consents/labels/copy.ts';
import type { IncidentNotice } from '#src/features/consents/rules/incidents.ts';
import type { Incident } from '#src/features/consents/store.server/incidents.ts';

const titles: Readonly<Record<IncidentNotice, string>> = {
  first: 'Уведомление о неправомерной передаче персональных данных (первичное, 24 часа)',
  second: 'Уведомление о результатах внутреннего расследования (72 часа)',
  subjects: 'Сообщение людям, чьи данные затронуты',
};

const line = '_'.repeat(48);

/**
 * Drafts in our own words of what the law asks to tell (152-ФЗ art. 21 p. 3.1; приказ Роскомнадзора № 187 of 14.11.2022). Instants
 * are shown in the organization's own time. What nobody wrote is a line to fill in.
 */
export function incidentNotice(
  organization: Organization,
  incident: Incident,
  kind: IncidentNotice,
  peopleCount: number | null,
): PaperDocument {
  const said = (text: string): string => (text === '' ? line : text);
  const at = (iso: string | null): string => (iso === null ? line : instantWords(iso, organization.timeZone));
  const count = peopleCount === null ? line : String(peopleCount);
  const factsByKind: Readonly<Record<IncidentNotice, readonly (readonly [string, string])[]>> = {
    first: [
      [
        'Оператор',
        `${organization.fullName}, ИНН ${organization.inn ?? line}, ${said(organization.address)}`,
      ],
      ['Что произошло', incident.title],
      ['Когда произошло', at(incident.happenedAt)],
      ['Когда обнаружено', at(incident.discoveredAt)],
      ['Предполагаемые причины', said(incident.supposedCause)],
      ['Предполагаемый вред правам людей', said(incident.supposedHarm)],
      ['Сколько человек затронуто, не более', count],
      ['Какие данные', 'имя, класс или должность, сведения об участии в наставничестве; уточнить: ' + line],
      ['Что сделано сразу', said(incident.measures)],
      ['Кто отвечает на вопросы (имя, телефон, почта)', line],
    ],
    second: [
      ['Оператор', `${organization.fullName}, ИНН ${organization.inn ?? line}`],
      ['Что произошло', incident.title],
      ['Первичное уведомление отправлено', at(incident.firstNoticeAt)],
      ['Что показало расследование', said(incident.findings)],
      ['Причины, как они установлены', said(incident.supposedCause)],
      ['Кто действовал, если это установлено', line],
      ['Сколько человек затронуто', count],
      ['Что сделано, чтобы это не повторилось', said(incident.measures)],
    ],
    subjects: [
      ['Что произошло', incident.title],
      ['Когда', at(incident.happenedAt)],
      ['Что это может значить для вас', said(incident.supposedHarm)],
      ['Что школа уже сделала', said(incident.measures)],
      [
        'Что можете сделать вы',
        'смените пароль, не отвечайте на сообщения от чужого имени, расскажите куратору о необычных звонках и письмах',
      ],
      ['Куда обратиться', `${organization.fullName}, ${said(organization.address)}`],
    ],
  };
  const facts = factsByKind[kind];
  const head: Block[] =
    kind === 'subjects'
      ? []
      : [
          paragraph('В территориальный орган Роскомнадзора', { align: 'right' }),
          { kind: 'spacer', lines: 1 },
        ];
  return {
    title: titles[kind],
    orientation: 'portrait',
    language: 'ru',
    blocks: [
      ...head,
      { kind: 'heading', level: 1, text: titles[kind] },
      {
        kind: 'table',
        columns: [{ width: 2 }, { width: 4 }],
        head: [],
        body: facts.map(([name, words]) => ({
          kind: 'row' as const,
          cells: [{ content: name, bold: true }, { content: words }],
        })),
      },
      { kind: 'spacer', lines: 1 },
      {
        kind: 'signatures',
        items: [
          {
            post: organization.directorPost,
            name: organization.directorName === '' ? null : organization.directorName,
          },
        ],
      },
      paragraph(
        'Черновик: проверьте и дополните перед отправкой. Сведения о затронутых людях прикладывают отдельно, если их запросят.',
        {
          align: 'left',
        },
      ),
    ],
  };
}
