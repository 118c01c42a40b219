import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from './log.ts';
import { createMail } from './mail.ts';

let server: Server;
let received: string;
let isRefusing: boolean;

/** As much of SMTP as one letter needs. */
beforeEach(async () => {
  received = '';
  isRefusing = false;
  server = createServer((socket) => {
    let inLetter = false;
    socket.write('220 test\r\n');
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      const text = chunk.toString('utf8');
      received += text;
      if (inLetter) {
        if (!received.endsWith('\r\n.\r\n')) return;
        inLetter = false;
        socket.write('250 kept\r\n');
      } else if (text.startsWith('DATA')) {
        inLetter = true;
        socket.write('354 go on\r\n');
      } else if (text.startsWith('RCPT') && isRefusing) {
        socket.write('550 no such mailbox\r\n');
      } else {
        socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.close();
});

function open() {
  const { port } = server.address() as AddressInfo;
  return createMail({ smtpUrl: `smtp://127.0.0.1:${port}`, from: 'school@example.org' }, silentLog);
}

const letter = { to: 'teacher@example.org', subject: 'Сроки недели', text: 'Три дела' };

test('a letter goes to its one receiver', async () => {
  const mail = open();
  expect(mail.isConfigured).toBe(true);
  expect(await mail.send(letter)).toBe('sent');
  mail.close();
  expect(received).toContain('MAIL FROM:<school@example.org>');
  expect(received.match(/RCPT TO:.*/g)).toEqual(['RCPT TO:<teacher@example.org>']);
  expect(received).toContain('Content-Type: text/plain; charset=utf-8');
});

test('a comma or a line end in an address adds no receiver', async () => {
  const mail = open();
  await mail.send({ ...letter, to: 'teacher@example.org,\r\nother@example.org' });
  mail.close();
  expect(received).not.toContain('RCPT TO:<other@example.org>');
});

test('a refused letter is an answer, not a throw', async () => {
  isRefusing = true;
  const mail = open();
  expect(await mail.send(letter)).toBe('failed');
  mail.close();
});

test('without a mail server nothing is sent, and it says so', async () => {
  const mail = createMail(undefined, silentLog);
  expect(mail.isConfigured).toBe(false);
  expect(await mail.send(letter)).toBe('not_configured');
});
