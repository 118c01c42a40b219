import { describe, expect, test } from 'vitest';
import { hashOneTimeCode, makeOneTimeCode, normalizeOneTimeCode, sameHash } from './one-time-code.ts';
import { checkPassword } from './password-policy.ts';
import { makeQrCode } from './qr.ts';
import { toBase32 } from './second-factor.ts';
import { isUserName, normalizeUserName, suggestUserName } from '#src/lib/user-name.ts';

describe('user names', () => {
  test.each(['иванова.мп', 'Семёнова', 'ivanova-m', 'a1b', 'у12'])('%s is one', (name) => {
    expect(isUserName(name)).toBe(true);
  });

  // The third one has a Latin «a» among Cyrillic letters.
  test.each([
    '',
    'ив',
    '1иван',
    'ивaнова',
    'ivanova@school.ru',
    'иван ова',
    'x'.repeat(41),
    'иван\u0301ов',
    '<b>',
  ])('«%s» is none', (name) => {
    expect(isUserName(name)).toBe(false);
  });

  test('case, ё and outer spaces do not matter', () => {
    expect(normalizeUserName(' СемЁнова.АА ')).toBe(normalizeUserName('семенова.аа'));
    // Composed and decomposed й.
    expect(normalizeUserName('зайцев'.normalize('NFD'))).toBe('зайцев');
  });

  test.each([
    ['Иванова Мария Петровна', 'иванова.мп'],
    ['Ёлкина Анна-Мария', 'елкина.а'],
    ['Salimova Aigul', 'salimova.a'],
    ['Ли', null],
    ['!!!', null],
    [
      'Константинопольская-Переяславская-Замоскворецкая Анна Игоревна',
      'константинопольская-переяславская.аи',
    ],
  ])('from «%s» comes %s', (fullName, expected) => {
    expect(suggestUserName(fullName)).toBe(expected);
  });
});

describe('one-time codes', () => {
  test('are ten signs in two groups and come back as typed in either alphabet', () => {
    for (let count = 0; count < 200; count += 1) {
      const code = makeOneTimeCode();
      expect(code).toMatch(/^[2-9AEKMHPCTXY]{5}-[2-9AEKMHPCTXY]{5}$/);
      const plain = code.replace('-', '');
      expect(normalizeOneTimeCode(code)).toBe(plain);
      const russian = Array.from(code, (char) => 'АЕКМНРСТХУ'['AEKMHPCTXY'.indexOf(char)] ?? char).join('');
      expect(normalizeOneTimeCode(` ${russian.toLowerCase()} `)).toBe(plain);
    }
  });

  test.each(['', '12345', 'AAAAA-AAAAAA', 'OOOOO-11111', 'A'.repeat(10_000), 'ЯЯЯЯЯ-ЯЯЯЯЯ'])(
    '«%s» is none',
    (text) => {
      expect(normalizeOneTimeCode(text)).toBeNull();
    },
  );

  test('hashes differ by secret and compare whole', () => {
    const hash = hashOneTimeCode('K7M3XP94EA', 'one');
    expect(sameHash(hash, hashOneTimeCode('K7M3XP94EA', 'one'))).toBe(true);
    expect(sameHash(hash, hashOneTimeCode('K7M3XP94EA', 'two'))).toBe(false);
    expect(sameHash(hash, hash.slice(0, -1))).toBe(false);
  });
});

describe('passwords', () => {
  const of = { userName: 'иванова.мп', name: 'Иванова Мария Петровна' };

  test.each(['синий кит поёт тихо', 'correct horse battery', 'ж7Qп-лошадь', '🦊🦊лиса в лесу🦊'])(
    '«%s» will do',
    (password) => {
      expect(checkPassword(password, of)).toBe(true);
    },
  );

  test.each([
    ['короткий', 'auth.password_short'],
    ['🦊🦊🦊🦊🦊🦊', 'auth.password_short'],
    ['д'.repeat(129), 'auth.password_long'],
    ['1234567890', 'auth.password_common'],
    ['0987654321', 'auth.password_common'],
    ['Пароль12345', 'auth.password_common'],
    ['Наставник2026!', 'auth.password_common'],
    ['qwertyuiop', 'auth.password_common'],
    ['абабабабабаб', 'auth.password_common'],
    ['яяяяяяяяяяя', 'auth.password_common'],
    ['Иванова2026', 'auth.password_is_name'],
    ['мария-петровна', 'auth.password_is_name'],
    ['ИВАНОВА.МП1', 'auth.password_is_name'],
  ])('«%s» is refused: %s', (password, code) => {
    expect(checkPassword(password, of)).toMatchObject({ ok: false, refusal: { code } });
  });
});

test('Base32 as in RFC 4648', () => {
  expect(['f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => toBase32(Buffer.from(text)))).toEqual([
    'MY',
    'MZXQ',
    'MZXW6',
    'MZXW6YQ',
    'MZXW6YTB',
    'MZXW6YTBOI',
  ]);
});

test('a QR code is a square with a quiet zone', () => {
  const qr = makeQrCode('https://nastavnik.example/invite/K7M3X-P94EA');
  expect(qr.size).toBeGreaterThan(28);
  const cells = qr.path.split('M').slice(1);
  const places = cells.map((cell) => /^(\d+) (\d+)h1v1h-1z$/.exec(cell)?.slice(1).map(Number) ?? []);
  expect(Math.min(...places.flat())).toBe(4);
  expect(Math.max(...places.flat())).toBe(qr.size - 5);
});
