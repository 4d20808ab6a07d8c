import { type Command, Option } from 'commander';
import type { CliContext } from './context.ts';
import type { AddCommand } from './search-commands.ts';

/** `inbox`. */
export function addInboxCommands(program: Command, command: AddCommand, context: CliContext): void {
  const inbox = program
    .command('inbox')
    .description('Answer customers who wait for a person')
    .addHelpText(
      'after',
      `
Whoever claims a customer answers alone: the bot is silent until the conversation is given back or closed. It asks the
running server.

Examples:
  shopwright inbox list                                      who waits, the longest first
  shopwright inbox list --watch                              and who comes, and what they write, until Ctrl-C
  shopwright inbox show hand_1a2b3c                          what is wanted, the cart, what was said
  shopwright inbox claim hand_1a2b3c --as Ana                from now on Ana answers
  shopwright inbox reply hand_1a2b3c "It comes with a shade."
  echo "A longer answer" | shopwright inbox reply hand_1a2b3c -
  shopwright inbox return hand_1a2b3c --note "Wants the black one."
  shopwright inbox close hand_1a2b3c
  shopwright inbox list --status resolved --json`,
    );
  const add = (name: string, description: string): Command => command(name, description, { parent: inbox });
  const run = async () => import('./inbox.ts');

  add('list', 'List customers who wait, the longest first')
    .addOption(
      new Option('-s, --status <status>', 'which ones')
        .choices(['waiting', 'claimed', 'resolved', 'all'])
        .default('waiting'),
    )
    .option('-w, --watch', 'go on to tell who comes and what they write')
    .addHelpText('after', '\nExamples:\n  shopwright inbox list\n  shopwright inbox list --watch --json')
    .action(async (options) => (await run()).listInbox(context, options));
  add('show', 'Show what one customer wants, the cart and what was said')
    .argument('<id>', 'as listed')
    .addHelpText('after', '\nExample:\n  shopwright inbox show hand_1a2b3c')
    .action(async (id, options) => (await run()).showHandoff(context, id, options));
  add('claim', 'Answer this customer from now on; refused when somebody else does')
    .argument('<id>', 'as listed')
    .requiredOption('--as <name>', 'your name, as the customer sees it')
    .option('--take-over', 'also where somebody else has it')
    .addHelpText(
      'after',
      '\nExamples:\n  shopwright inbox claim hand_1a2b3c --as Ana\n  shopwright inbox claim hand_1a2b3c --as Ben --take-over',
    )
    .action(async (id, options) => (await run()).claimHandoff(context, id, options));
  add('reply', 'Write to the customer')
    .argument('<id>', 'as listed')
    .argument('<text>', 'what to say, or - for stdin')
    .addHelpText('after', '\nExample:\n  shopwright inbox reply hand_1a2b3c "It comes with a shade."')
    .action(async (id, text, options) => (await run()).replyHandoff(context, id, text, options));
  add('return', 'Give the conversation back to the bot')
    .argument('<id>', 'as listed')
    .option('-n, --note <text>', 'what the bot is to know')
    .addHelpText('after', '\nExample:\n  shopwright inbox return hand_1a2b3c --note "Wants the black one."')
    .action(async (id, options) => (await run()).returnHandoff(context, id, options));
  add('close', 'Nothing is left to do')
    .argument('<id>', 'as listed')
    .addHelpText('after', '\nExample:\n  shopwright inbox close hand_1a2b3c')
    .action(async (id, options) => (await run()).closeHandoff(context, id, options));
}
