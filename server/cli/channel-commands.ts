import type { Command } from 'commander';
import { addCampaignCommands } from './campaign-commands.ts';
import type { CliContext } from './context.ts';
import type { AddCommand } from './search-commands.ts';

/** `channels`. */
export function addChannelCommands(
  program: Command,
  command: AddCommand,
  context: CliContext,
  exit: (code: number) => void,
): void {
  const channels = program
    .command('channels')
    .description('Meet customers where they write: WhatsApp')
    .addHelpText(
      'after',
      `
How channels work: docs/channels/README.md.

Examples:
  shopwright channels add whatsapp             asks for what it needs, checks it, writes the settings to a file
  shopwright channels sync whatsapp            send the whole catalogue to Meta; changes follow by themselves
  shopwright channels flows whatsapp --publish make the forms for address and request at Meta
  shopwright channels campaign --help          promotions to those who agreed to them
  shopwright channels list                     what came last, and what became of replies
  shopwright channels test whatsapp            are token, number, secret and webhook in order?
  shopwright channels test whatsapp --subscribe   and have Meta deliver here, while the server runs`,
    );
  const add = (name: string, description: string): Command =>
    command(name, description, { parent: channels });
  const run = async () => import('./channels.ts');

  add('add', 'Set a channel up: its settings are checked and written to a file that only you can read')
    .argument('<channel>', 'whatsapp')
    .option('--phone-number-id <id>', 'id of the phone number at Meta')
    .option('--business-account-id <id>', 'id of the WhatsApp business account')
    .option('--catalog-id <id>', 'id of the catalogue at Meta, where goods are to be shown from it')
    .option('--public-url <url>', 'where customers and Meta reach the server')
    .option('-o, --output <file>', 'where the settings go (default: whatsapp.env in the data folder)')
    .addHelpText(
      'after',
      `
Secrets are asked for without being shown, or taken from SHOPWRIGHT_WHATSAPP_ACCESS_TOKEN and SHOPWRIGHT_WHATSAPP_APP_SECRET;
none is an option, because other users of a machine see those.`,
    )
    .action(async (channel, options) => exit(await (await run()).addChannel(context, channel, options)));
  add('flows', 'Make the forms that customers fill in on WhatsApp: address and request, in every language')
    .argument('<channel>', 'whatsapp')
    .option('-o, --output <folder>', 'where their files go (default: whatsapp-flows in the data folder)')
    .option('--new-key', 'make a new key for them, and keep the one before while phones still use it')
    .option('--publish', 'upload the key, and publish the forms at Meta, while the server runs')
    .option('--settings <file>', 'where key and ids are kept (default: whatsapp.env in the data folder)')
    .action(async (channel, options) =>
      exit(await (await import('./channel-flows.ts')).channelFlows(context, channel, options)),
    );
  add('sync', 'Send the whole catalogue to the vendor’s own; what changes later follows by itself')
    .argument('<channel>', 'whatsapp')
    .option('--no-wait', 'do not wait until the vendor has looked at the items')
    .action(async (channel, options) =>
      exit(await (await import('./channel-catalog.ts')).syncCatalog(context, channel, options)),
    );
  addCampaignCommands(channels, command, context);
  add('list', 'List the channels of the running server').action(async (options) =>
    (await run()).listChannels(context, options),
  );
  add('test', 'Ask the vendor whether everything is in order')
    .argument('<channel>', 'whatsapp')
    .option('--subscribe', 'tell the vendor to deliver to this server, which must be running')
    .action(async (channel, options) => exit(await (await run()).testChannel(context, channel, options)));
}
