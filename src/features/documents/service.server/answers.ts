import { partsOfName } from '#src/lib/russian/name-format.ts';
import { accept, refuse, type Result } from '#src/lib/result.ts';
import { formatName } from '#src/lib/russian/names.ts';
import { isFilled } from '#src/lib/wording/write-fact.ts';
import type { Fact, Facts, Field } from '#src/lib/wording/model.ts';
import type { TypedAnswer } from '#src/features/documents/schema/drafts.ts';

/**
 * What the author typed into the fields of a wording, beside what was typed before: a field that the form did not show
 * keeps its answer. An empty answer takes the earlier one away. Refuses an answer that is none of its field
 * (`documents.answer_wrong`, fact `field`) and one to a field that does not exist.
 */
export function readAnswers(
  fields: readonly Field[],
  before: Facts,
  typed: readonly TypedAnswer[],
): Result<Record<string, Fact>> {
  const answers: Record<string, Fact> = { ...before };
  for (const answer of typed) {
    const field = fields.find(({ name }) => name === answer.name);
    const fact = field === undefined ? null : factOf(field, answer);
    if (fact === null)
      return refuse('documents.answer_wrong', { field: answer.name }, `answers.${answer.name}`);
    if (isFilled(fact)) answers[answer.name] = fact;
    else delete answers[answer.name];
  }
  return accept(answers);
}

function factOf(field: Field, { text, post }: TypedAnswer): Fact | null {
  switch (field.kind) {
    case 'text':
      return { kind: 'text', text };
    case 'organization':
      return { kind: 'organization', name: text };
    case 'day':
      return text === '' || /^\d{4}-\d{2}-\d{2}$/u.test(text) ? { kind: 'day', on: text } : null;
    case 'number': {
      const value = text === '' ? Number.NaN : Number(text.replace(',', '.'));
      return text === '' || Number.isFinite(value) ? { kind: 'number', value } : null;
    }
    case 'person':
      return { kind: 'person', name: partsOfName(text), gender: null, post };
    case 'people':
      return {
        kind: 'people',
        people: text
          .split(/[;\n]/u)
          .map((line) => line.split(','))
          .filter(([name = '']) => name.trim() !== '')
          .map(([name = '', ...rest]) => ({
            kind: 'person' as const,
            name: partsOfName(name),
            gender: null,
            post: rest.join(',').trim(),
          })),
      };
    case 'table':
      return null;
  }
}

/** A kept answer as its author would type it. */
export function typedOf(fact: Fact | undefined): { typed: string; post: string } {
  switch (fact?.kind) {
    case 'text':
      return { typed: fact.text, post: '' };
    case 'organization':
      return { typed: fact.name, post: '' };
    case 'day':
      return { typed: fact.on, post: '' };
    case 'number':
      return { typed: String(fact.value), post: '' };
    case 'person':
      return { typed: formatName(fact.name, 'full'), post: fact.post };
    case 'people': {
      const lines = fact.people.map(({ name, post }) =>
        [formatName(name, 'full'), post].filter((part) => part !== '').join(', '),
      );
      return { typed: lines.join('\n'), post: '' };
    }
    default:
      return { typed: '', post: '' };
  }
}
