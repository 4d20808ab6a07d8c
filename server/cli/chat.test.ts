import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli, type RunningShop } from '../../test/fixtures/cli.ts';

const TIMEOUT_MS = 30_000;
let cli: Cli;
let server: RunningShop;
beforeAll(async () => {
  cli = new Cli();
  server = await cli.serve();
}, TIMEOUT_MS);
afterAll(() => cli.close());

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const jsonLines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { conversation_id: string; text: string; proof_url: string });

test('answers one message, with cards as text and the proof on demand', async () => {
  const { code, stdout, stderr } = await cli.run(['chat', 'headlamp', '--proof']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(plain(stdout)).toContain('I found 5 products:\n\n  1. Beam 200 Headlamp, Black\n     $24.90 · ');
  const link = /http\S+\/proof\/\S+/.exec(stdout)?.[0];
  expect((await fetch(link!, { headers: { Accept: 'application/json' } })).status).toBe(200);
});

test('takes one message after another from standard input, in one conversation', async () => {
  const input = 'headlamp\n\ncompare the first and the second\nadd the second one\n/proof\ncheckout\n';
  const { code, stdout, stderr } = await cli.run(['chat'], { input });
  expect(code, stderr).toBe(0);
  const said = plain(stdout);
  expect(said).toMatch(/Beam 200 Headlamp +Beam 400 Headlamp\n +\$24\.90 +\$44\.90\n/);
  expect(said).toMatch(/1 × Beam 400 Headlamp, Black +\$44\.90\n +Items +\$44\.90/);
  expect(said).toMatch(/Review and pay: http:\/\/127\.0\.0\.1:\d+\/checkout#chk_/);
  expect(stderr).toMatch(/^http\S+\/proof\/\S+\n$/);
});

test('speaks another language, as lines for programs, and goes on with a conversation', async () => {
  const first = await cli.run(['chat', '--json', '--locale', 'de', '--url', server.url], {
    input: 'Stirnlampe\n',
  });
  const [reply] = jsonLines(first.stdout);
  expect(reply?.text).toContain('gefunden');
  const again = await cli.run([
    'chat',
    '--json',
    '--resume',
    reply!.conversation_id,
    'leg',
    'die',
    'erste',
    'in',
    'den',
    'Warenkorb',
  ]);
  const replies = jsonLines(again.stdout);
  expect(replies.at(-1)?.text).toMatch(/1 × /);
});

test('what cannot be done is said without a stack', async () => {
  const says = async (...args: string[]) => {
    const { code, stderr } = await cli.run(args);
    expect(code, stderr).toBe(1);
    expect(stderr).not.toContain('    at ');
    return stderr;
  };
  expect(await says('chat', 'hi', '--url', 'http://127.0.0.1:1')).toContain(
    'Nothing answers at http://127.0.0.1:1',
  );
  expect(await says('chat', 'hi', '--resume', 'ses_none')).toContain('This conversation is unknown');
  expect(await says('chat', 'hi', '--data-dir', 'elsewhere')).toContain('shopwright serve');
});

test('ends at once and in good order when it is interrupted', async () => {
  const child = cli.start(['chat']);
  child.stdin!.write('headlamp\n');
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(child.stdout!, 'data');
  child.kill('SIGINT');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect({ code, said }).toEqual({ code: 130, said: '' });
});

test('its help has examples', async () => {
  const { stdout } = await cli.run(['chat', '--help']);
  expect(stdout).toContain('Examples:\n  shopwright chat\n');
});
