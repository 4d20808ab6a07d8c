import { Command, InvalidArgumentError, Option } from 'commander';
import { VERSION } from '../version.ts';
import { addChannelCommands } from './channel-commands.ts';
import { addChatCommand } from './chat-command.ts';
import { type CliContext, MCP_KEY_VARIABLE } from './context.ts';
import { addEvalCommands } from './eval-command.ts';
import { describeImport } from './import-command.ts';
import { addInboxCommands } from './inbox-commands.ts';
import { addPrivacyCommands } from './privacy-commands.ts';
import { addPublisherCommands } from './publishers-commands.ts';
import { addSearchCommands } from './search-commands.ts';
import { addWebhookCommands } from './webhook-commands.ts';

const DESCRIPTION =
  'A commerce server for AI assistants. Settings come from SHOPWRIGHT_… variables (docs/configuration.md) and from the options below, which win.';

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number, such as 100.');
  return Number(text);
};
const collect = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

/** The commands and their options. What a command does is loaded when it runs, so that `--help` is quick. */
export function createProgram(context: CliContext, exit: (code: number) => void): Command {
  const program = new Command('shopwright')
    .description(DESCRIPTION)
    .version(VERSION, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    })
    .showHelpAfterError('Run the command with --help to see how it is used.')
    .addHelpText(
      'after',
      `
Examples:
  shopwright                              serve the shop in ./data; the sample shop on the first start
  shopwright serve --port 8080            on another port
  shopwright import products.jsonl        take in a catalogue, also while the shop serves
  shopwright search "desk lamp" --explain  what shoppers find, and why
  shopwright chat                         talk to the shop as a customer does
  shopwright eval                         the gate before a release, for this shop or any chatbot
  shopwright mcp                          MCP over stdin and stdout, for a client that starts a program
  shopwright doctor                       what is wrong, and how to mend it

Exit codes: 0 done, 1 failed, 2 asked for wrongly.`,
    );

  command('serve', 'Serve the shop until it is stopped (the default command)', { isDefault: true })
    .addOption(new Option('-p, --port <number>', 'port to listen on; 0 takes any free one (default: 3000)'))
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--public-url <url>', 'where buyers reach the server')
    .option('--no-sample', 'do not load the sample shop into an empty database')
    .addHelpText(
      'after',
      `
Examples:
  shopwright serve
  shopwright serve --port 8080 --data-dir /var/lib/shopwright --no-sample
  shopwright serve --host 0.0.0.0 --public-url https://shop.example.com`,
    )
    .action(async (options) => (await import('./serve.ts')).serveCommand(context, options));

  command('mcp', 'Speak MCP over stdin and stdout; attach to the running server, or be one', { json: false })
    .addOption(new Option('-p, --port <number>', 'port of the checkout page, when no server runs'))
    .option('--host <address>', 'address to listen on, when no server runs')
    .option('--public-url <url>', 'where buyers reach the checkout page')
    .option('--no-sample', 'do not load the sample shop into an empty database')
    .addHelpText(
      'after',
      `
Calls are made as a visitor of the shop, or with the API key in ${MCP_KEY_VARIABLE}.

Example, in the settings of an MCP client:
  { "mcpServers": { "shop": { "command": "npx", "args": ["shopwright", "mcp", "--data-dir", "/var/lib/shopwright"] } } }`,
    )
    .action(async (options) => (await import('./mcp.ts')).mcpCommand(context, options));

  describeImport(
    command('import', 'Take in products from an export or feed; products are updated by their id'),
  ).action(async (file, options) =>
    exit(await (await import('./import.ts')).importCommand(context, file, options)),
  );

  command(
    'export',
    'Write settings, categories, products, prices and stock as JSON Lines that import takes',
    {
      json: false,
    },
  )
    .option('-o, --output <file>', 'write to a file, which appears when it is whole')
    .addHelpText(
      'after',
      '\nExamples:\n  shopwright export > shop.jsonl\n  shopwright export --output shop.jsonl',
    )
    .action(async (options) => (await import('./export.ts')).exportCommand(context, options));

  command('backup', 'Copy the whole shop to a file, also while it serves')
    .argument('<place>', 'a new file, or a folder, in which it gets a name by the time')
    .option('--keep <count>', 'keep so many in the folder and remove older ones', whole)
    .addHelpText(
      'after',
      `
One file holds everything: catalogue, orders, customers, settings, and the keys that quotes and links are signed with.

Examples:
  shopwright backup /backups/shop-2026-01-31.db
  shopwright backup /backups/ --keep 14              every night, from cron
  shopwright backup /backups/ --json                 for programs: {"backup":"/backups/shop-….db", …}`,
    )
    .action(async (place, options) => (await import('./backup.ts')).backupCommand(context, place, options));

  command('restore', 'Put a backup in the place of the shop; stop the server first')
    .argument('<file>', 'what backup wrote')
    .option('--replace', 'also where there is a shop, which is kept beside it')
    .addHelpText(
      'after',
      `
The backup is checked first; when it is damaged or of a newer version, nothing changes. The shop that was there is kept
beside it, also when it is damaged. Customers who were erased since the backup are erased again.

Examples:
  shopwright restore /backups/shop-2026-01-31.db                       into an empty data folder
  shopwright restore /backups/shop-2026-01-31.db --replace             over the shop that is there
  shopwright restore /backups/shop-2026-01-31.db --data-dir /tmp/look  elsewhere, to look at it`,
    )
    .action(async (file, options) => (await import('./backup.ts')).restoreCommand(context, file, options));

  addSearchCommands(program, command, context);

  const keys = program
    .command('keys')
    .description('Make, list and revoke API keys')
    .addHelpText(
      'after',
      `
Examples:
  shopwright keys create "My assistant"
  shopwright keys create Warehouse --kind admin --scope admin:stock --scope admin:orders
  shopwright keys list
  shopwright keys revoke key_1a2b3c
  shopwright keys website --publisher pub_1a2b3c`,
    );
  command('create', 'Make a key; its secret is shown once', { parent: keys })
    .argument('<name>', 'who uses it')
    .option('-k, --kind <kind>', 'api_key, publisher, publisher_server or admin', 'api_key')
    .option('-s, --scope <scope>', 'what it may do; repeat for more (default: all of its kind)', collect)
    .option('--publisher <id>', 'whose sales are counted, for the kinds of publishers')
    .option('--origin <origin>', 'whose web pages may use it, for --kind publisher; repeat for more', collect)
    .option('--group <group>', 'customer group whose prices it sees; repeat for more', collect)
    .option('--expires <date>', 'such as 2030-12-31')
    .action(async (name, options) => (await import('./keys.ts')).createKey(context, name, options));
  command('list', 'List the keys, never their secrets', { parent: keys }).action(async (options) =>
    (await import('./keys.ts')).listKeys(context, options),
  );
  command('revoke', 'Make a key fail from now on', { parent: keys })
    .argument('<id>', 'id of the key, as listed')
    .action(async (id, options) => (await import('./keys.ts')).revokeKey(context, id, options));
  command('website', 'Show the secret with which a website signs who is signed in (docs/widget.md)', {
    parent: keys,
  })
    .option('--publisher <id>', 'of whose website; the shop’s own when absent')
    .option('--rotate', 'make another: what the old one signed is refused at once')
    .action(async (options) => (await import('./keys.ts')).websiteSecret(context, options));

  addInboxCommands(program, command, context);
  addPublisherCommands(program, command, context);
  addWebhookCommands(program, command, context);
  addChannelCommands(program, command, context, exit);
  addChatCommand(command, context, exit);
  addEvalCommands(command, context, exit);
  addPrivacyCommands(program, command, context);

  command('doctor', 'Check everything a shop needs and say how to mend what is missing')
    .addOption(new Option('-p, --port <number>', 'port to check'))
    .option('--host <address>', 'address to check')
    .option('--offline', 'ask nobody outside: no model, mail server or payment provider')
    .addHelpText(
      'after',
      '\nExamples:\n  shopwright doctor\n  shopwright doctor --offline\n  shopwright doctor --json',
    )
    .action(async (options) => exit(await (await import('./doctor.ts')).doctorCommand(context, options)));

  return program;

  function command(
    name: string,
    description: string,
    {
      isDefault = false,
      json = true,
      parent = program,
    }: { isDefault?: boolean; json?: boolean; parent?: Command } = {},
  ): Command {
    const made = parent
      .command(name, { isDefault })
      .description(description)
      .option('-d, --data-dir <folder>', "the shop's data (default: ./data)");
    return json ? made.option('--json', 'print one JSON document for programs') : made;
  }
}
