import { capitalize } from '#src/lib/russian/capitalize.ts';
import type { Case } from '#src/lib/russian/case.ts';
import { dayInWords } from '#src/lib/russian/date-words.ts';
import { declineName, formatName, guessGender } from '#src/lib/russian/names.ts';
import { numberInWords } from '#src/lib/russian/number-words.ts';
import { declineOrganization } from '#src/lib/russian/organizations.ts';
import { declinePost } from '#src/lib/russian/posts.ts';
import { shortDay } from '#src/lib/russian/short-day.ts';
import type { Fact, PersonFact } from '#src/lib/wording/model.ts';
import { readManner, type Manner } from '#src/lib/wording/modifiers.ts';

/** A fact in words; `unsure` names people whose form is a guess that somebody should look at. */
export interface Written {
  readonly text: string;
  readonly unsure: readonly string[];
}

/**
 * A fact as the field of a wording asks for it: the name in its case, the day in words or figures. A table has no
 * words of its own and gives an empty text; so does whatever is empty.
 */
export function writeFact(fact: Fact, modifiers: readonly string[]): Written {
  const manner = readManner(fact.kind, modifiers);
  const written = writePlain(fact, manner);
  return manner.capital ? { ...written, text: capitalize(written.text) } : written;
}

function writePlain(fact: Fact, manner: Manner): Written {
  switch (fact.kind) {
    case 'text':
      return sure(fact.text.trim());
    case 'person':
      return writePerson(fact, manner);
    case 'people': {
      const each = fact.people.map((person) => writePerson(person, manner));
      return {
        text: each.map(({ text }) => text).join(manner.parts === 'name' ? ', ' : '; '),
        unsure: each.flatMap(({ unsure }) => unsure),
      };
    }
    case 'organization':
      return sure(
        manner.case === 'genitive' && fact.genitive !== undefined
          ? fact.genitive
          : declineOrganization(fact.name.trim(), manner.case),
      );
    case 'day':
      return sure(manner.digits ? shortDay(fact.on) : dayInWords(fact.on));
    case 'number':
      return sure(manner.inWords ? numberInWords(fact.value, { case: manner.case }) : String(fact.value));
    case 'table':
      return sure('');
  }
}

const sure = (text: string): Written => ({ text, unsure: [] });

function writePerson(person: PersonFact, { case: wanted, style, parts }: Manner): Written {
  const post = person.post.trim();
  const name = nameIn(person, wanted, style);
  const fixed = wanted === 'nominative' ? undefined : person.postForms?.[wanted];
  const byRules = () => declinePost(post, wanted, person.gender ?? guessGender(person.name));
  const postIn = post === '' ? '' : (fixed ?? byRules());
  if (parts === 'post') return sure(postIn);
  const joined =
    parts === 'name-and-post'
      ? [name.text, postIn].filter(Boolean).join(', ')
      : [postIn, name.text].filter(Boolean).join(' ');
  return { text: parts === 'name' ? name.text : joined, unsure: name.unsure };
}

function nameIn(person: PersonFact, wanted: Case, style: Manner['style']): Written {
  const { gender, forms } = person;
  const declined = declineName(person.name, wanted, { gender, ...(forms === undefined ? {} : { forms }) });
  return {
    text: formatName(declined, style),
    unsure: declined.isCertain ? [] : [formatName(person.name, 'full')],
  };
}

/** Whether a fact says anything at all: an empty text, a list of nobody and a table without rows do not. */
export function isFilled(fact: Fact | undefined): fact is Fact {
  if (fact === undefined) return false;
  switch (fact.kind) {
    case 'text':
      return fact.text.trim() !== '';
    case 'person':
      return formatName(fact.name, 'full').trim() !== '';
    case 'people':
      return fact.people.length > 0;
    case 'organization':
      return fact.name.trim() !== '';
    case 'day':
      return fact.on !== '';
    case 'number':
      return Number.isFinite(fact.value);
    case 'table':
      return fact.table.rows.length > 0;
  }
}
