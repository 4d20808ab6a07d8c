import { afterAll, beforeAll, expect, test } from 'vitest';
import { Cli } from '../../test/fixtures/cli.ts';

const TIMEOUT_MS = 60_000;

let cli: Cli;
beforeAll(async () => {
  cli = new Cli();
  await cli.serve();
}, TIMEOUT_MS);
afterAll(() => cli.close());

const publishers = (...args: string[]) => cli.run(['publishers', ...args]);

test(
  'a publisher is added, given keys and a rule, suspended, and paid nothing for nothing',
  async () => {
    expect((await publishers('list')).stdout).toContain('There are no publishers');
    const added = await publishers('add', 'Hiking blog', '--contact', 'ana@hiking.example', '--json');
    const { id } = JSON.parse(added.stdout) as { id: string };
    expect((await publishers('list')).stdout).toMatch(new RegExp(`${id}\\s+active\\s+Hiking blog`));
    expect((await publishers('key', id, 'Bot')).stdout).toMatch(/^sk_/);
    const page = ['key', id, 'Page', '--browser'];
    expect((await publishers(...page)).stderr).toContain('https://blog.example');
    expect((await publishers(...page, '--origin', 'https://hiking.example')).stdout).toMatch(/^pk_/);
    expect((await publishers('add-rule', 'Nothing')).stderr).toContain('--percent 5');
    const rule = await publishers('add-rule', 'All', '--percent', '7.25', '--publisher', id);
    expect(rule.stdout).toContain(`7.25 % for ${id}`);
    expect((await publishers('rules')).stdout).toContain('7.25 %');
    expect((await publishers('suspend', id)).stdout).toBe('Hiking blog is suspended.\n');
    expect((await publishers('held')).stdout).toBe('There is none.\n');
    expect((await publishers('payouts', '2026-01')).stdout).toBe('Nothing happened in 2026-01.\n');
    expect((await publishers('payouts', '2026-01', '--csv')).stdout).toMatch(/^month,publisher_id,/);
    const paid = ['paid', '2026-01', id, '--reference', 'SEPA 17', '--on', '2026-02-03'];
    expect((await publishers(...paid)).stderr).toContain('Nothing is to be paid for 2026-01');
    expect((await publishers('payouts', 'January')).stderr).toContain('2026-01');
    expect((await publishers('release', 'att_none', '--note', 'x')).stderr).toContain(
      'no commission "att_none"',
    );
  },
  TIMEOUT_MS,
);
