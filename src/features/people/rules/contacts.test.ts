import { expect, test } from 'vitest';
import { differingContacts } from '#src/features/people/rules/contacts.ts';

const card = { phone: '8 (900) 000-00-01', email: 'Anna@school.example' };

test.each([
  [{ phone: '+7 900 000 00 01', email: 'anna@school.example ' }, []],
  [{ phone: '+7 900 000 00 02', email: '' }, ['phone']],
  [{ phone: '', email: 'other@school.example' }, ['email']],
  [{ phone: '', email: '' }, []],
])('%o beside a card', (said, differing) => {
  expect(differingContacts(card, said)).toEqual(differing);
  expect(differingContacts({ phone: '', email: '' }, said)).toEqual([]);
});
