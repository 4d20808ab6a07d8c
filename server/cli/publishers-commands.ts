import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from './context.ts';
import type { AddCommand } from './search-commands.ts';

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
const percent = (text: string): number => {
  const rate = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : Number.NaN;
  if (Number.isNaN(rate) || rate > 10_000)
    throw new InvalidArgumentError('Expected a percentage such as 5 or 7.25.');
  return rate;
};
const month = (text: string): string => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError('Expected a month such as 2026-01.');
  return text;
};

/** `publishers`. */
export function addPublisherCommands(program: Command, command: AddCommand, context: CliContext): void {
  const publishers = program
    .command('publishers')
    .description('Add publishers, say what they earn, decide what is held, export payouts')
    .addHelpText(
      'after',
      `
It asks the running server. See docs/publishers.md.

Examples:
  shopwright publishers add "Hiking blog" --contact ana@hiking.example --domain hiking.example
  shopwright publishers key pub_1a2b3c "Bot on our server"
  shopwright publishers key pub_1a2b3c "Web page" --browser --origin https://hiking.example
  shopwright publishers add-rule "Five percent" --percent 5
  shopwright publishers add-rule "Boots" --percent 8 --category boots --publisher pub_1a2b3c
  shopwright publishers held
  shopwright publishers release att_1a2b3c --note "Asked by phone"
  shopwright publishers payouts 2026-01 --csv > payouts.csv
  shopwright publishers paid 2026-01 pub_1a2b3c --reference "SEPA 17" --on 2026-02-03`,
    );
  const add = (name: string, description: string): Command =>
    command(name, description, { parent: publishers });
  const run = async () => import('./publishers.ts');

  add('list', 'List publishers, the newest first').action(async (options) =>
    (await run()).listPublishers(context, options),
  );
  add('add', 'Add a publisher')
    .argument('<name>', 'as shoppers read it in the disclosure')
    .option(
      '--contact <address>',
      'its own email or phone: what it buys earns nothing; repeat for more',
      collect,
    )
    .option('--domain <host>', 'of its website: orders by its people are held; repeat for more', collect)
    .action(async (name, options) => (await run()).addPublisher(context, name, options));
  for (const [name, status, text] of [
    ['suspend', 'suspended', 'Let new orders of a publisher earn nothing'],
    ['resume', 'active', 'Let a suspended publisher earn again'],
  ] as const)
    add(name, text)
      .argument('<id>', 'as listed')
      .action(async (id, options) => (await run()).setPublisherStatus(context, id, status, options));
  add('key', 'Make a key for a publisher; its secret is shown once')
    .argument('<id>', 'as listed')
    .argument('<name>', 'where it is used')
    .option('--browser', 'a key that may stand in web pages')
    .option('--origin <origin>', 'whose pages may use it, with --browser; repeat for more', collect)
    .action(async (id, name, options) => (await run()).makePublisherKey(context, id, name, options));
  add('rules', 'List commission rules').action(async (options) => (await run()).listRules(context, options));
  add('add-rule', 'Add a commission rule')
    .argument('<title>', 'for you')
    .option('--percent <rate>', 'of the goods, after discounts and without tax', percent)
    .option('--fixed <amount>', 'minor units a unit sold, such as USD:250; repeat for more', collect)
    .option('--publisher <id>', 'only for this publisher; repeat for more', collect)
    .option('--brand <name>', 'only for this brand; repeat for more', collect)
    .option('--category <id>', 'only for this category and those below; repeat for more', collect)
    .option('--from <date>', 'for orders from this day on, such as 2030-01-31 (default: now)')
    .action(async (title, options) => (await run()).addRule(context, title, options));
  add('end-rule', 'End a commission rule now')
    .argument('<id>', 'as listed')
    .action(async (id, options) => (await run()).endRule(context, id, options));
  add('commissions', 'List credited orders, the newest first')
    .addOption(
      new Option('-s, --status <status>', 'only these').choices(['pending', 'held', 'approved', 'rejected']),
    )
    .option('--publisher <id>', 'only of this publisher')
    .action(async (options) => (await run()).listCommissions(context, options));
  add('held', 'List commission that waits for your decision, with the reason').action(async (options) =>
    (await run()).listCommissions(context, { ...options, status: 'held' }),
  );
  for (const [name, verdict, text] of [
    ['release', 'released', 'Let held commission go its way'],
    ['reject', 'rejected', 'Reverse held or pending commission to zero'],
  ] as const)
    add(name, text)
      .argument('<id>', 'as listed')
      .requiredOption('-n, --note <text>', 'why')
      .action(async (id, options) => (await run()).decide(context, id, verdict, options));
  add('payouts', 'Show what every publisher is to be paid for a month')
    .argument('<month>', 'such as 2026-01', month)
    .option('--csv', 'as CSV')
    .action(async (which, options) => (await run()).showPayouts(context, which, options));
  add('paid', 'Mark what a publisher was to be paid for a month as paid')
    .argument('<month>', 'that is over, such as 2026-01', month)
    .argument('<id>', 'of the publisher')
    .requiredOption('-r, --reference <text>', 'of the transfer; the publisher sees it')
    .requiredOption('--on <date>', 'day of the transfer, such as 2026-02-03')
    .option('--currency <code>', 'only this currency')
    .action(async (which, id, options) => (await run()).markPaid(context, which, id, options));
}
