import { formTitle, roleModelTitle } from '#src/features/programmes/rules/forms.ts';
import { normsOf, type Programme, type ProgrammeForm } from '#src/features/programmes/rules.ts';
import { plural } from '#src/lib/russian/plural.ts';

/** «ученик – ученик», its role models and its norms in one line each. */
export function describeForm(
  programme: Pick<Programme, 'meetingsAMonth'>,
  chosen: ProgrammeForm,
): { readonly title: string; readonly models: string; readonly norms: string } {
  const { menteeLimit, groupLimit, meetingsAMonth } = normsOf(programme, chosen);
  return {
    title: formTitle(chosen.form),
    models: chosen.roleModels.map((id) => roleModelTitle(chosen.form, id)).join('; '),
    norms: [
      `у наставника до ${plural(menteeLimit, 'наставляемого', 'наставляемых', 'наставляемых')}`,
      `в группе до ${plural(groupLimit, 'человека', 'человек', 'человек')}`,
      `от ${plural(meetingsAMonth, 'встречи', 'встреч', 'встреч')} в месяц`,
    ].join(', '),
  };
}
