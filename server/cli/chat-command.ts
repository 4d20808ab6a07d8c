import type { CliContext } from './context.ts';
import type { AddCommand } from './search-commands.ts';

/** `chat`. */
export function addChatCommand(command: AddCommand, context: CliContext, exit: (code: number) => void): void {
  command('chat', 'Talk to the shop as a customer does')
    .argument('[message...]', 'what to say; without it, the lines of standard input, or by hand')
    .option('-u, --url <address>', 'address of the shop (default: the server that runs on the data folder)')
    .option('-m, --market <id>', 'market whose prices count (default: that of the shop)')
    .option('--locale <language>', 'language of the customer, such as es')
    .option('--resume <id>', 'go on with a conversation; --json shows its id')
    .option('--proof', 'show with each reply the link to its proof')
    .addHelpText(
      'after',
      `
By hand, /proof shows where the last reply comes from, and Ctrl+C ends. With --json each reply is one line.

Examples:
  shopwright chat
  shopwright chat how much is the desk lamp?
  shopwright chat --url https://shop.example --locale de
  printf 'headlamp\\nadd the first one\\ncheckout\\n' | shopwright chat
  shopwright chat headlamp --json | jq .text`,
    )
    .action(async (words, options) =>
      exit(await (await import('./chat.ts')).chatCommand(context, words, options)),
    );
}
