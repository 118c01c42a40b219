import { collapseSpaces } from '#src/features/roadmap/rules/reading/lexicon/words.ts';

/** Nouns that name a document, in any case and number; the end of the word is free. */
const documentNoun =
  /^(приказ(ы|ом|а|ов)?|положени(е|я|й)|протокол(ы|а|ов)?|справк[аиу]|справки|отч[её]т(ы|а|ов)?|программ[аыу]|план(ы|а)?|договор(ы|а)?|соглашени[еяй]|согласи[еяй]|реестр(ы)?|журнал(ы)?|анкет[аы]|распоряжени[еяй]|дорожн(ая|ые)|карта|карт[аы]|граф(ик|ики)|план-график|рекомендации|документация|акт(ы)?|база|базы|банк|список|списки|перечень|аналитическ(ая|ие)|информация|материалы|сертификат(ы)?|удостоверени[ея]|грамот[аы]|благодарност[ьи]|диплом(ы)?|портфолио|лист(ы)?|кейс(ы)?|публикаци[яи]|пакет|инструкци[яи]|регламент|паспорт|презентаци[яи]|методическ(ая|ие)|локальн(ый|ые)|нормативн(ый|ые)|распорядительн(ый|ые|ая)|организационно-распорядительн(ая|ые|ый)|индивидуальн(ый|ые)|персонализированн(ая|ые)|партн[её]рск(ие|ое)|страниц[аы]|стать[яи]|фотоотч[её]т|конспект(ы)?|сценари[йи]|устав|письм[оа]|заявлени[яе]|опросник(и)?|чек-лист(ы)?)$/iu;

const needsNoun =
  /^(дорожн|аналитическ|методическ|локальн|нормативн|распорядительн|организационно|индивидуальн|персонализированн|партн[её]рск)/iu;
const nounAfter =
  /(карт|справк|отч[её]т|записк|рекомендаци|материал|документ|акт|приказ|план|программ|соглашени|маршрут|положени|разработк|пособи|база|баз)/iu;

/**
 * Documents that a result names, in the words of the source: each part of the result (by lines, list marks, commas
 * outside quotes) that begins with a noun of a document.
 */
export function findDocuments(result: string | null): string[] {
  if (result === null) return [];
  const found: string[] = [];
  for (const part of splitParts(result)) {
    const words = part.split(' ');
    const [first = ''] = words;
    const bare = first.replaceAll(/[«»"(),.;:]/g, '');
    if (!documentNoun.test(bare)) continue;
    if (
      needsNoun.test(bare) &&
      !words.slice(1, 4).some((word) => nounAfter.test(word)) &&
      !/документаци|акт/iu.test(part)
    )
      continue;
    found.push(part);
  }
  return [...new Set(found)];
}

function splitParts(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split(/\n|(?<=;)\s|(?<![\d.])(?=\b\d{1,2}[.)]\s?\p{Lu})/u)) {
    let depth = 0;
    let part = '';
    const clean = collapseSpaces(line);
    for (let at = 0; at < clean.length; at += 1) {
      const char = clean.charAt(at);
      if ('«('.includes(char)) depth += 1;
      if ('»)'.includes(char)) depth = Math.max(0, depth - 1);
      if (char === ',' && depth === 0) {
        parts.push(part);
        part = '';
        continue;
      }
      part += char;
    }
    parts.push(part);
  }
  return parts
    .map((part) =>
      collapseSpaces(part)
        .replace(/^(\d{1,2}[.)]|[-–—•*])\s*/, '')
        .replace(/[;,.:]+$/, ''),
    )
    .filter((part) => part !== '');
}

/**
 * Sub-points of a title: «- …; - …», «1) …», «– …» on lines of their own or after a colon. The title keeps them.
 */
export function findSubPoints(title: string): string[] {
  const marked = title
    .split(/\n+|(?<=[;:,.])\s*(?=[-–—•]\s?\p{L})|(?<=[;:.])\s+(?=\d{1,2}\)\s?\p{L})|(?<=\p{L})\s(?=-\p{Ll})/u)
    .map(collapseSpaces);
  const points = marked.filter((part) => /^([-–—•*]\s?|\d{1,2}[.)]\s?)\p{L}|^[-–—•*]\s?[«"]/u.test(part));
  if (points.length < 2) return [];
  return points.map((part) => part.replace(/^([-–—•*]|\d{1,2}[.)])\s*/, '').replace(/[;,.]+$/, ''));
}
