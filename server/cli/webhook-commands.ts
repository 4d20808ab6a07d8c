import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CliContext } from './context.ts';
import type { AddCommand } from './search-commands.ts';

const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];
const whole = (text: string): number => {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, such as 24.');
  return Number(text);
};

/** `webhooks`. */
export function addWebhookCommands(program: Command, command: AddCommand, context: CliContext): void {
  const webhooks = program
    .command('webhooks')
    .description('Tell other systems what happens in the shop')
    .addHelpText(
      'after',
      `
Requests are signed (Standard Webhooks), come in order per order, product and so on, and are tried again for three days. It
asks the running server. How to check a signature: docs/webhooks.md.

Examples:
  shopwright webhooks add https://erp.example.com/hooks --type "order.*" --type stock.changed
  shopwright webhooks test whe_1a2b3c                    one event now, to see whether it is taken
  shopwright webhooks list
  shopwright webhooks deliveries whe_1a2b3c              what was given up
  shopwright webhooks replay whe_1a2b3c --dead           and once more
  shopwright webhooks rotate whe_1a2b3c --overlap 48     a new secret; the old one counts for 48 hours`,
    );
  const add = (name: string, description: string): Command =>
    command(name, description, { parent: webhooks });
  const run = async () => import('./webhooks.ts');

  add('add', 'Send events to an address; its secret is shown once')
    .argument('<url>', 'https address')
    .option('-t, --type <type>', 'such as order.created or order.*; repeat for more (default: all)', collect)
    .option('--description <text>', 'who listens there')
    .option('--ed25519', 'sign with the shop’s own key as well')
    .action(async (url, options) => (await run()).addWebhook(context, url, options));
  add('list', 'List the endpoints, never their secrets').action(async (options) =>
    (await run()).listWebhooks(context, options),
  );
  add('test', 'Send one test event now')
    .argument('<id>', 'as listed')
    .action(async (id, options) => (await run()).testWebhook(context, id, options));
  add('rotate', 'Replace the secret; the new one is shown once')
    .argument('<id>', 'as listed')
    .option('--overlap <hours>', 'how long the old one signs as well', whole, 24)
    .action(async (id, options) => (await run()).rotateWebhook(context, id, options));
  add('pause', 'Send nothing for now')
    .argument('<id>', 'as listed')
    .action(async (id, options) => (await run()).setWebhook(context, id, 'paused', options));
  add('resume', 'Go on where it stopped')
    .argument('<id>', 'as listed')
    .action(async (id, options) => (await run()).setWebhook(context, id, 'active', options));
  add('delete', 'Forget an endpoint and what waits for it')
    .argument('<id>', 'as listed')
    .action(async (id, options) => (await run()).deleteWebhook(context, id, options));
  add('deliveries', 'List what an endpoint has not taken, or the last tries')
    .argument('<id>', 'as listed')
    .addOption(
      new Option('-s, --status <status>', 'which ones; attempts are all tries of seven days')
        .choices(['dead', 'waiting', 'parked', 'attempts'])
        .default('dead'),
    )
    .action(async (id, options) => (await run()).listDeliveries(context, id, options));
  add('replay', 'Send events again')
    .argument('<id>', 'as listed')
    .option('--event <id>', 'this one')
    .option('--dead', 'all that were given up')
    .option('--after <sequence>', 'all after this place in the order of events', whole)
    .action(async (id, options) => (await run()).replayWebhook(context, id, options));
}
