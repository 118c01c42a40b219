import type { Check } from '#src/features/roadmap/rules/linter/model.ts';

/** Sections without rows, unless the sections under them («6» → «6.1») hold the rows. */
export const checkSections: Check = (input) =>
  input.sections.flatMap((section, sectionIndex) => {
    if (section.items.length > 0) return [];
    const number = section.number?.replace(/[.)\s]+$/, '') ?? '';
    const heads =
      number !== '' &&
      input.sections.some(
        (other) =>
          other.number?.startsWith(`${number}.`) === true && other !== section && other.items.length > 0,
      );
    if (heads) return [];
    return [
      {
        code: 'section.empty',
        severity: 'warning',
        sectionIndex,
        facts: { section: [section.number, section.title].filter(Boolean).join(' ') },
      },
    ];
  });
