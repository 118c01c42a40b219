import { describe, expect, it } from 'vitest';
import { accountsAccess } from '#src/features/accounts/access.ts';
import { banksAccess } from '#src/features/banks/access.ts';
import { consentsAccess } from '#src/features/consents/access.ts';
import { documentsAccess } from '#src/features/documents/access.ts';
import { mentorshipsAccess } from '#src/features/mentorships/access.ts';
import { noticesAccess } from '#src/features/notices/access.ts';
import { may, orgsAccess, ROLES, type AccessTable, type Holder } from '#src/features/orgs/access.ts';
import { peopleAccess } from '#src/features/people/access.ts';
import { programmesAccess } from '#src/features/programmes/access.ts';
import { roadmapAccess } from '#src/features/roadmap/access.ts';
import { surveysAccess } from '#src/features/surveys/access.ts';

const ABOVE = ['above:municipal', 'above:regional', 'above:administrator'] as const;
const HOLDERS: readonly Holder[] = [...ROLES, ...ABOVE];
const TABLES: readonly AccessTable[] = [
  orgsAccess,
  accountsAccess,
  peopleAccess,
  programmesAccess,
  consentsAccess,
  surveysAccess,
  mentorshipsAccess,
  banksAccess,
  documentsAccess,
  roadmapAccess,
  noticesAccess,
];
/** Rooms with facts about people, plans and papers of a school. */
const INNER: readonly AccessTable[] = [
  peopleAccess,
  programmesAccess,
  consentsAccess,
  surveysAccess,
  mentorshipsAccess,
  banksAccess,
  documentsAccess,
  roadmapAccess,
];

/** One holder at an organization, as `standingOf` would read it. */
function standingWith(holder: Holder) {
  const isAbove = holder.startsWith('above:');
  return {
    accountId: 'somebody',
    organizationId: 'somewhere',
    roles: isAbove ? [] : [holder as (typeof ROLES)[number]],
    above: isAbove ? [holder as (typeof ABOVE)[number]] : [],
  };
}

/** Commands down, roles and levels across: «+» may, «.» may not. */
function writeMatrix(): string {
  const lines = TABLES.flatMap((table) =>
    Object.keys(table).map((command) => {
      const marks = HOLDERS.map((holder) => (may(table, standingWith(holder), command) === true ? '+' : '.'));
      return `${command.padEnd(28)}${marks.join('  ')}`;
    }),
  );
  const heads = HOLDERS.map((holder, index) => `${String(index + 1).padStart(2)} ${holder}`);
  return `${heads.join('\n')}\n\n${''.padEnd(28)}${HOLDERS.map((_, index) => String(index + 1).padEnd(2)).join(' ')}\n${lines.join('\n')}\n`;
}

describe('access', () => {
  it('is the table that was agreed on: role × command × level', async () => {
    // A changed right is a decision: the file changes in the same commit, and whoever reads it sees what was opened.
    await expect(writeMatrix()).toMatchFileSnapshot('access-matrix.txt');
  });

  it('gives nobody without a role anything, and does not say whether the place exists', () => {
    const nobody = { accountId: 'somebody', organizationId: 'somewhere', roles: [], above: [] };
    for (const table of TABLES) {
      for (const command of Object.keys(table)) {
        expect(may(table, nobody, command)).toEqual({ code: 'access.not_found' });
      }
    }
  });

  it('keeps mentors, mentees and guardians out of plans, papers, people and accounts', () => {
    for (const role of ['mentor', 'mentee', 'guardian'] as const) {
      for (const table of [accountsAccess, ...INNER] as AccessTable[]) {
        for (const command of Object.keys(table)) {
          expect(may(table, standingWith(role), command), `${role} ${command}`).not.toBe(true);
        }
      }
    }
  });

  it('shows no level above a school anything of its people, papers and plan', () => {
    for (const level of ABOVE) {
      for (const table of INNER) {
        for (const command of Object.keys(table)) {
          expect(may(table, standingWith(level), command), `${level} ${command}`).not.toBe(true);
        }
      }
    }
  });
});
