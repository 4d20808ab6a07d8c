import { describe, expect, it } from 'vitest';
import { createLogger, type LoggerConfig } from './logger.ts';

function capture(
  environment: LoggerConfig['environment'] = 'production',
  logLevel: LoggerConfig['logLevel'] = 'info',
) {
  const lines: string[] = [];
  const logger = createLogger({ environment, logLevel }, { write: (line) => lines.push(line) });
  return { logger, lines, last: () => JSON.parse(lines.at(-1) ?? '') as Record<string, unknown> };
}

describe('the log', () => {
  it('is one JSON line with level, time and fields', () => {
    const { logger, last } = capture();
    logger.info({ orderId: 'order_1', lines: 3 }, 'order placed');
    expect(last()).toMatchObject({ level: 'info', msg: 'order placed', orderId: 'order_1', lines: 3 });
    expect(last().time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('leaves out what is below its level', () => {
    const { logger, lines } = capture('production', 'warn');
    logger.info('quiet');
    logger.warn('loud');
    expect(lines).toHaveLength(1);
  });

  it('redacts credentials and personal data by name, at any depth and in any spelling', () => {
    const { logger, lines, last } = capture();
    const buyer = {
      email: 'ada@example.com',
      Phone: '+49 30 1234567',
      addresses: [{ line1: '1 High Street' }],
    };
    logger.child({ session_id: 'sess_abc' }).info({
      headers: { Authorization: 'Bearer abcdefgh', 'set-cookie': ['a=b'], accept: '*/*' },
      checkout: { id: 'co_1', buyer },
      apiKey: 'sk_1',
    });
    expect(last()).toMatchObject({
      session_id: '[redacted]',
      headers: { Authorization: '[redacted]', 'set-cookie': '[redacted]', accept: '*/*' },
      checkout: { id: 'co_1', buyer: { email: '[redacted]', Phone: '[redacted]', addresses: '[redacted]' } },
      apiKey: '[redacted]',
    });
    expect(lines.join('')).not.toMatch(/ada@|1234567|High Street|abcdefgh|sess_abc/);
  });

  it('scrubs free text: messages, arguments, error messages, stacks and causes', () => {
    const { logger, lines, last } = capture();
    const cause = new Error('no mailbox ada@example.com');
    const error = Object.assign(new Error('cannot send to\nada@example.com', { cause }), {
      query: { email: 'x' },
    });
    logger.error({ err: error }, 'mail to ada@example.com or +4930123456789 failed');
    expect(last().err).toMatchObject({
      type: 'Error',
      message: 'cannot send to\n[email]',
      cause: { message: 'no mailbox [email]' },
    });
    expect(last().msg).toBe('mail to [email] or [phone] failed');
    logger.error(error);
    expect(last().msg).toBe('cannot send to\n[email]');
    logger.warn('got %s', 'Bearer abc.def.ghi');
    logger.warn('key sk_abcdefghijklmnopqrstuvwx.yz used');
    logger.warn('session ses_abcdefghijklmnopqrstuv unknown');
    expect(lines.join('')).not.toMatch(/ada@|4930123|abc\.def|abcdefghijkl|query/);
  });

  it('leaves ordinary text alone', () => {
    const { logger, last } = capture();
    const text =
      'imported 19406 products in 12.4 s (+3 new) with @scope/package@1.2.3 at 2026-01-05T12:00:00.000Z';
    logger.info(text);
    expect(last().msg).toBe(text);
  });

  it('survives what cannot be written as JSON', () => {
    const { logger, last } = capture();
    const loop: Record<string, unknown> = { name: 'loop' };
    loop.self = loop;
    logger.info({ loop, bytes: Buffer.from('secret') }, 'odd');
    expect(last().msg).toBe('odd');
    expect(last().bytes).toBe('[6 bytes]');
  });

  it('scrubs a long text in linear time', () => {
    const { logger, lines } = capture();
    logger.info(`${'a.'.repeat(50_000)}@ ${'+1 '.repeat(30_000)}`);
    expect(lines).toHaveLength(1);
  });

  it('is readable in development, with the stack on its own lines', () => {
    const { logger, lines } = capture('development');
    logger.info({ url: 'http://127.0.0.1:3000', key: 'x' }, 'listening');
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} info {2}listening url=http:\/\/127\.0\.0\.1:3000 key=\[redacted\]\n$/,
    );
    logger.error({ err: new Error('broken') }, 'request failed');
    expect(lines[1]).toMatch(/error request failed\n {2}Error: broken\n {6}at /);
  });
});
