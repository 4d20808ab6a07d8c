import type { Command } from 'commander';
import type { CliContext } from './context.ts';
import type { AddCommand } from './search-commands.ts';

const collect = (value: string, all: string[] | undefined): string[] => [...(all ?? []), value];

/** `channels campaign`. */
export function addCampaignCommands(channels: Command, command: AddCommand, context: CliContext): void {
  const campaign = channels
    .command('campaign')
    .description('Send a promotion to those who agreed to promotions')
    .addHelpText(
      'after',
      `
What is sent to whom, and when: docs/channels/messages.md.

Examples:
  shopwright channels campaign start whatsapp --template spring_sale --value discount --value ends --code SPRING20 --dry-run
  shopwright channels campaign start whatsapp --template spring_sale --value discount --value ends --code SPRING20
  shopwright channels campaign list whatsapp
  shopwright channels campaign stop whatsapp cmp_1a2b3c`,
    );
  const add = (name: string, description: string): Command =>
    command(name, description, { parent: campaign });
  const run = async () => import('./channel-campaigns.ts');

  add('start', 'Begin a campaign, once to each person; Ctrl-C stops looking on, and not the campaign')
    .argument('<channel>', 'whatsapp')
    .requiredOption('--template <name>', 'an approved template of the category marketing')
    .option('--name <name>', 'how you call it (default: the template’s name)')
    .option(
      '--value <value>',
      'what fills a place, in their order: code, discount, title, minimum, ends, product:ID, price:ID',
      collect,
    )
    .option('--code <code>', 'of the discount that it offers')
    .option('--language <language>', 'only who speaks it, such as en; may be repeated', collect)
    .option('--until <date>', 'nothing is sent from then on (default: in a week)')
    .option('--dry-run', 'show how many would get it and how many not, by reason; nothing is sent')
    .option('--detach', 'do not look on')
    .action(async (channel, options) => (await run()).startCampaign(context, channel, options));
  add('list', 'List campaigns, the newest first')
    .argument('<channel>', 'whatsapp')
    .action(async (channel, options) => (await run()).listCampaigns(context, channel, options));
  for (const [action, description] of [
    ['show', 'Show how far a campaign is'],
    ['stop', 'Stop a campaign: nothing more of it is sent'],
    ['resume', 'Go on with those to whom nothing was sent yet'],
  ] as const)
    add(action, description)
      .argument('<channel>', 'whatsapp')
      .argument('<campaign>', 'id, such as cmp_1a2b3c')
      .action(async (channel, id, options) =>
        (await run()).changeCampaign(context, channel, id, action, options),
      );
}
