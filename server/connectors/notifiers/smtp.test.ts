import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Notification, Notifier } from '../../commerce/notifier.ts';
import { ManualClock } from '../../platform/clock.ts';
import { openSqliteStore } from '../../platform/store/sqlite/store.ts';
import { createSmtpNotifier, sentNotifications } from './smtp.ts';

interface Mail {
  from: string;
  to: string[];
  source: string;
}

let mails: Mail[];
let refuseNext: boolean;
let smtp: SMTPServer;
let notifier: Notifier;
let secondProcess: Notifier;

beforeEach(async () => {
  mails = [];
  refuseNext = false;
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      username === 'shop' && password === 'secret'
        ? done(null, { user: username })
        : done(new Error('wrong password')),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (refuseNext) {
          refuseNext = false;
          return done(Object.assign(new Error('Try later'), { responseCode: 451 }));
        }
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          source: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const store = await openSqliteStore({
    path: ':memory:',
    clock: new ManualClock(),
    collections: [sentNotifications],
  });
  const options = {
    store,
    url: `smtp://shop:secret@127.0.0.1:${port}`,
    from: 'Northwind <orders@northwind.example>',
  };
  notifier = createSmtpNotifier(options);
  secondProcess = createSmtpNotifier(options);
});
afterEach(async () => {
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const code = (dedupeKey: string, email = 'ana@example.com'): Notification => ({
  dedupeKey,
  to: { email },
  locale: 'es',
  template: 'order_code',
  values: { shop: 'Northwind', code: '482913' },
});

test('sends a mail with text and HTML to the customer', async () => {
  await notifier.send(code('job-1'));
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ from: 'orders@northwind.example', to: ['ana@example.com'] });
  expect(mails[0]!.source).toContain('482913');
  expect(mails[0]!.source).toMatch(/multipart\/alternative/);
  expect(mails[0]!.source).toMatch(/Auto-Submitted: auto-generated/i);
});

test('the same key is sent once, also at the same time and by another process later', async () => {
  await Promise.all([notifier.send(code('job-1')), notifier.send(code('job-1'))]);
  await secondProcess.send(code('job-1'));
  await notifier.send(code('job-2'));
  expect(mails).toHaveLength(2);
});

test('a refusal of the mail server is an error, and the next try succeeds', async () => {
  refuseNext = true;
  await expect(notifier.send(code('job-1'))).rejects.toThrow(/Try later/);
  await notifier.send(code('job-1'));
  expect(mails).toHaveLength(1);
});

test('one address is one recipient', async () => {
  await notifier.send(code('job-1', 'ana@example.com, eve@example.com')).catch(() => {});
  expect(mails.flatMap(({ to }) => to)).not.toContain('eve@example.com');
});

test('without an email address it says that it cannot send', async () => {
  await expect(notifier.send({ ...code('job-1'), to: { phone: '+14155550123' } })).rejects.toThrow(
    /no email address/,
  );
});
