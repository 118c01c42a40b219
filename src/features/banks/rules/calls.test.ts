import { describe, expect, test } from 'vitest';
import { applicationConsent } from '#src/features/banks/rules/application-consent.ts';
import { callState, linkWord, needsGuardian, readLinkWord } from '#src/features/banks/rules/calls.ts';
import { applyForm } from '#src/features/banks/schema/calls.ts';

const call = { opensOn: '2026-11-10', closesOn: '2026-11-30', isClosed: false, isFull: false };

describe('a call', () => {
  test.each([
    ['2026-11-09', {}, 'early'],
    ['2026-11-10', {}, 'open'],
    ['2026-11-30', {}, 'open'],
    ['2026-12-01', {}, 'over'],
    ['2026-11-20', { isFull: true }, 'full'],
    ['2026-12-01', { isFull: true }, 'over'],
    ['2026-11-20', { isClosed: true, isFull: true }, 'closed'],
  ])('on %s with %o is %s', (today, more, state) => {
    expect(callState({ ...call, ...more }, today)).toBe(state);
  });

  test('asks for a guardian until the day of fourteen', () => {
    expect(needsGuardian('2012-11-21', '2026-11-20')).toBe(true);
    expect(needsGuardian('2012-11-20', '2026-11-20')).toBe(false);
    expect(needsGuardian('1980-01-01', '2026-11-20')).toBe(false);
    expect(needsGuardian('2012-02-29', '2026-02-28')).toBe(true);
    expect(needsGuardian('2012-02-29', '2026-03-01')).toBe(false);
  });
});

describe('the word of a link', () => {
  test('is typed off a poster in any case, and nothing else is taken for one', () => {
    const word = linkWord(Uint8Array.from({ length: 32 }, (_, index) => index * 7));
    expect(word).toMatch(/^[23456789aekmhpctxy]{14}$/);
    expect(readLinkWord(word.toUpperCase())).toBe(word);
    for (const wrong of [
      '',
      word.slice(1),
      `${word}2`,
      `${word.slice(1)}0`,
      '../../etc/passwd',
      '%00'.repeat(5),
    ])
      expect(readLinkWord(wrong)).toBeNull();
  });
});

test('the text of the consent names the school, and leaves no field open', () => {
  const { paragraphs } = applicationConsent({ name: 'Школа № 5', address: 'г. Заречный, ул. Садовая, 1' });
  expect(paragraphs[0]).toContain('Школа № 5, адрес: г. Заречный');
  expect(applicationConsent({ name: 'Школа № 5', address: '' }).paragraphs[0]).toContain('(Школа № 5)');
  expect(paragraphs.join('')).not.toMatch(/[{}]/);
});

describe('the form of an applicant', () => {
  const filled = {
    submission: '0199f2a0-0000-7000-8000-000000000001',
    familyName: 'Ивaнов',
    givenName: 'Пётр',
    birthDate: '2010-01-01',
    kind: 'pupil',
    phone: '+7 900 000-00-00',
    competences: 'физика, шахматы',
    consent: 'on',
    consentVersion: '1',
  };
  const errorsOf = (more: Record<string, unknown>) => {
    const read = applyForm.safeParse({ ...filled, ...more });
    return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'));
  };

  test('heals a Latin letter in a name and parts the words', () => {
    expect(applyForm.parse(filled)).toMatchObject({
      familyName: 'Иванов',
      competences: ['физика', 'шахматы'],
    });
  });

  test.each([
    [{ familyName: ' ' }, ['familyName']],
    [{ birthDate: '31.12.2010' }, ['birthDate']],
    [{ kind: 'director' }, ['kind']],
    [{ phone: '', email: '' }, ['phone']],
    [{ email: 'не почта' }, ['email']],
    [{ consent: undefined }, ['consent']],
    [{ wishes: 'о'.repeat(2001) }, ['wishes']],
  ])('%o is put right at its field', (more, fields) => {
    expect(errorsOf(more)).toEqual(fields);
  });
});
