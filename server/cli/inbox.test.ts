import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli, type RunningShop } from '../../test/fixtures/cli.ts';

const TIMEOUT_MS = 60_000;

let cli: Cli;
let shop: RunningShop;
beforeAll(async () => {
  cli = new Cli();
  shop = await cli.serve();
}, TIMEOUT_MS);
afterAll(() => cli.close());

const post = async (path: string, body: object): Promise<Record<string, string>> => {
  const answer = await fetch(`${shop.url}/v1/conversations${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Record<string, string>;
};
const repliesOf = async (chat: string) => {
  const answer = await fetch(`${shop.url}/v1/conversations/${chat}/messages`);
  return ((await answer.json()) as { replies: { text: string; author?: string }[] }).replies;
};
const inbox = async (...args: string[]) => cli.run(['inbox', ...args]);
const json = async <T = Record<string, string>>(...args: string[]): Promise<T> => {
  const { stdout, stderr } = await inbox(...args, '--json');
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as T;
};

test(
  'a customer who asks for a person is listed, shown, claimed, answered and given back',
  async () => {
    expect((await inbox('list')).stdout).toBe('Nobody waits.\n');
    const watch = cli.start(['inbox', 'list', '--watch']);
    const seen = once(watch.stdout!, 'data').then(() => once(watch.stdout!, 'data'));
    await once(watch.stdout!, 'data');
    const { conversation_id: chat } = await post('', { locale: 'en' });
    await post(`/${chat}/messages`, { text: 'I want to \u001b[31mspeak to a person', message_id: '1' });
    await expect.poll(async () => (await repliesOf(chat!)).length).toBe(1);
    await seen;
    watch.kill();

    const [waiting] = await json<{ id: string; reason: string }[]>('list');
    expect(waiting).toMatchObject({ status: 'waiting', reason: 'asked_for' });
    const { id } = waiting!;
    const shown = (await inbox('show', id)).stdout;
    expect(shown).toContain('Wanted: I want to [31mspeak to a person');
    expect(shown).toContain('customer: I want to');
    expect(shown).not.toContain('\u001b');

    expect((await inbox('reply', id, 'hi')).stderr).toContain('Claim this handoff');
    expect((await inbox('claim', id, '--as', 'Ana')).stdout).toContain(
      'You answer as Ana. The bot is silent.',
    );
    expect(await inbox('claim', id, '--as', 'Ben')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Ana has claimed this handoff'),
    });
    expect((await inbox('reply', id, 'Hello, I am Ana.')).stdout).toBe('Sent.\n');
    const typed = await cli.run(['inbox', 'reply', id, '-'], { input: 'A second one.\n' });
    expect(typed.stdout).toBe('Sent.\n');
    expect((await repliesOf(chat!)).slice(-2)).toMatchObject([
      { author: 'Ana', text: 'Hello, I am Ana.' },
      { author: 'Ana', text: 'A second one.' },
    ]);
    expect(await json('return', id, '--note', 'wants a lamp')).toMatchObject({ outcome: 'returned' });
    expect((await inbox('close', id)).stderr).toContain('has ended');
    expect((await inbox('list', '--status', 'resolved')).stdout).toContain(id);
  },
  TIMEOUT_MS,
);

test(
  'it says what is missing',
  async () => {
    expect(await inbox('claim', 'hand_x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--as'),
    });
    expect((await inbox('show', 'hand_x')).stderr).toContain('no handoff "hand_x"');
    for (const name of ['', 'reply'])
      expect((await inbox(...(name ? [name] : []), '--help')).stdout).toMatch(/Examples?:/);
    await shop.stop();
    expect(await inbox('list')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('shopwright serve'),
    });
  },
  TIMEOUT_MS,
);
