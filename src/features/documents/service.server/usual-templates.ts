import { readdirSync, readFileSync } from 'node:fs';

import { readTemplateText, type TemplateText } from '#src/features/documents/rules/template-text.ts';

const folder = new URL('../../../../data/papers/', import.meta.url);

/** The wordings that the product brings, by kind; read once. */
export const usualTemplates: ReadonlyMap<string, TemplateText> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .map((name) => readTemplateText(readFileSync(new URL(name, folder), 'utf8')))
    .map((template) => [template.kind, template]),
);
