import type { Command } from 'commander';
import type { CliContext } from './context.ts';
import type { AddCommand } from './search-commands.ts';

/** `erase` and `customer export`. */
export function addPrivacyCommands(program: Command, command: AddCommand, context: CliContext): void {
  person(command('erase', 'Erase one customer: everywhere, and from backups when they are restored'))
    .option('-n, --dry-run', 'show what would be erased, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option('--force', 'also what is still needed, such as the address of an order that is not sent')
    .option(
      '--keep-copies',
      'keep the copies of the database that upgrades and restores left in the data folder',
    )
    .addHelpText(
      'after',
      `
Orders, payments and refunds stay for the books, without name, contact, address and what was written. Conversations, carts,
leads and all else are deleted. Several options name one person. Cut off, it goes on at the next start.

Examples:
  shopwright erase --email ada@example.com --dry-run
  shopwright erase --email ada@example.com --phone +14155550123
  shopwright erase --conversation ses_1a2b3c4d5e6f7g8h9i0j1k --yes --json`,
    )
    .action(async (options) => (await import('./erase.ts')).eraseCommand(context, options));

  const customer = program.command('customer').description('Tell what is kept about one customer');
  person(command('export', 'Write all that is kept about one customer as JSON', { parent: customer }))
    .option('-o, --output <file>', 'write to a file, which appears when it is whole')
    .addHelpText(
      'after',
      `
Example:
  shopwright customer export --email ada@example.com --output ada.json`,
    )
    .action(async (options) => (await import('./customer.ts')).customerExportCommand(context, options));
}

const person = (command: Command): Command =>
  command
    .option('--email <address>', 'their email')
    .option('--phone <number>', 'their phone, with the country code: +14155550123')
    .option('--customer <id>', 'their account')
    .option('--conversation <id>', 'one session or conversation: ses_…');
