import { expect, test } from 'vitest';
import { describeConfig, readConfig } from './config.ts';

test('an empty environment gives a working configuration', () => {
  expect(readConfig({}, '/srv/nastavnik')).toEqual({
    ok: true,
    value: {
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      dataFolder: '/srv/nastavnik/data/instance',
      trustProxy: false,
      databaseUrl: undefined,
      logLevel: 'info',
      mail: undefined,
      timeZone: 'Europe/Moscow',
      backupHour: 3,
      backupKeep: 14,
      secret: undefined,
    },
  });
});

test('the public address follows the port and loses its trailing slash', () => {
  expect(readConfig({ PORT: '8080' })).toMatchObject({ value: { publicUrl: 'http://localhost:8080' } });
  expect(readConfig({ PUBLIC_URL: 'https://school.example/' })).toMatchObject({
    value: { publicUrl: 'https://school.example' },
  });
});

test.each([
  ['PORT', '70000'],
  ['PORT', '3000a'],
  ['HOST', 'not a host'],
  ['PUBLIC_URL', 'school.example'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['LOG_LEVEL', 'loud'],
  ['SMTP_URL', 'http://mail.example'],
  ['NASTAVNIK_TIME_ZONE', 'Moscow'],
  ['BACKUP_HOUR', '24'],
  ['BACKUP_KEEP', '0'],
  ['SECRET', 'short'],
])('%s=%s is refused by name', (variable, value) => {
  expect(readConfig({ [variable]: value })).toMatchObject({
    ok: false,
    refusal: { code: 'config.invalid', facts: { variable } },
  });
});

test('mail needs a sender', () => {
  expect(readConfig({ SMTP_URL: 'smtp://mail.example' })).toMatchObject({
    refusal: { facts: { variable: 'MAIL_FROM' } },
  });
  expect(readConfig({ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'school@mail.example' })).toMatchObject({
    value: { mail: { smtpUrl: 'smtp://mail.example', from: 'school@mail.example' } },
  });
});

test('the description never shows a secret', () => {
  const described = describeConfig({ DATABASE_URL: 'postgresql://u:p@h/d', PORT: '8080' });
  expect(described.find(({ variable }) => variable === 'DATABASE_URL')).toMatchObject({
    value: 'задано',
    isDefault: false,
  });
  expect(described.find(({ variable }) => variable === 'PORT')).toMatchObject({ value: '8080' });
  expect(described.find(({ variable }) => variable === 'HOST')).toMatchObject({ isDefault: true });
});
