import { declineOrganization } from '#src/lib/russian/organizations.ts';
import { numberAndDate, type Paper } from '#src/features/documents/rules.ts';
import { findPaperKind } from '#src/features/documents/rules/kinds.ts';

/** The word of a family of papers in the genitive: «на основании …». */
const FAMILY: Readonly<Record<string, string>> = {
  order: 'приказа',
  'local-act': 'локального акта',
  agreement: 'соглашения',
  statement: 'заявления',
  minutes: 'протокола',
  act: 'акта',
  note: 'справки',
  report: 'отчёта',
  register: 'реестра',
  plan: 'плана',
};

/** «приказа Управления образования № 710-О от 27.12.2022 «Об утверждении дорожной карты»», several by commas. */
export function basisWords(papers: readonly Paper[]): string {
  return papers.map(basisOf).join(', ');
}

function basisOf(paper: Paper): string {
  const word = FAMILY[findPaperKind(paper.kind)?.group ?? ''] ?? 'документа';
  const issuer = paper.issuer === '' ? '' : declineOrganization(paper.issuer, 'genitive');
  const title = paper.title.replaceAll(/^[«"]|[»"]$/gu, '');
  return [word, issuer, numberAndDate(paper), `«${title}»`].filter((part) => part !== '').join(' ');
}
