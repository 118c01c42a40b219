import type { Field } from '#src/lib/wording/model.ts';
import type { PaperSource } from '#src/features/orgs/papers.server.ts';

const asked = (name: string, kind: Field['kind'], description: string): Field => ({
  name,
  kind,
  description,
  isAsked: true,
});

const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  'event-minutes': [
    asked('мероприятие', 'text', 'как называлось: «Итоговая встреча пар и групп»'),
    asked('день мероприятия', 'day', 'когда прошло'),
    asked('место', 'text', 'где: «актовый зал»'),
    asked('число участников', 'number', 'сколько пришло'),
    asked('ход мероприятия', 'text', 'что было'),
    asked('итоги', 'text', 'к чему пришли'),
  ],
};

/** Papers that no room knows facts of: what their author says, in the frame of the family. The last of the sources. */
export const plainPapers: PaperSource = {
  kinds: Object.keys(FIELDS),
  fields: (kind) => FIELDS[kind] ?? [],
  gather: async () => ({}),
};
