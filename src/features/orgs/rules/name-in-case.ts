import type { Case } from '#src/lib/russian/case.ts';
import { declineOrganization } from '#src/lib/russian/organizations.ts';
import type { Organization } from '#src/features/orgs/rules/organization.ts';

/** The full name in a case: by the rules, save the genitive that a person fixed. */
export function fullNameInCase(
  { fullName, fullNameGenitive }: Pick<Organization, 'fullName' | 'fullNameGenitive'>,
  name: Case,
): string {
  return name === 'genitive' && fullNameGenitive !== ''
    ? fullNameGenitive
    : declineOrganization(fullName, name);
}
