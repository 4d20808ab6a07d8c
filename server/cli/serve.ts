import type { Config, ConfigOverrides } from '../config.ts';
import { stopOnSignals } from '../platform/http/lifecycle.ts';
import { createLogger } from '../platform/telemetry/logger.ts';
import { type ServerProcess, startServer } from '../server-process.ts';
import { type CliContext, configOf, type GlobalOptions, print } from './context.ts';

export interface ServeOptions extends GlobalOptions {
  port?: string;
  host?: string;
  publicUrl?: string;
  /** False with `--no-sample`. */
  sample: boolean;
}

export const serverOverrides = (options: ServeOptions): ConfigOverrides => ({
  port: options.port,
  host: options.host,
  publicUrl: options.publicUrl,
  ...(!options.sample && { sampleShop: false }),
});

/** Serves until a signal stops it; settles when the shop is loaded. */
export async function serveCommand(context: CliContext, options: ServeOptions): Promise<void> {
  const config = configOf(context, options, serverOverrides(options));
  const logger = createLogger(config);
  const server = await startServer({
    config,
    logger,
    onListening: (url) => {
      if (!options.json) print(context, `Shopwright is starting on ${url} …`);
    },
  });
  stopOnSignals(server.lifecycle, process);
  if (options.json) print(context, JSON.stringify(machineText(server)));
  else print(context, startText(server));
}

type Started = Pick<ServerProcess, 'config' | 'url' | 'newAdminKey' | 'sampleLoaded'> & {
  shop: { services: { search: { size: number } } };
};

/** What `serve --json` prints. */
export function machineText({ config, url, newAdminKey, sampleLoaded, shop }: Started): object {
  return {
    url,
    public_url: config.publicUrl,
    ...(config.chat && { chat: `${config.publicUrl}/` }),
    mcp: `${config.publicUrl}/mcp`,
    data_dir: config.dataDir,
    sample_loaded: sampleLoaded,
    products: shop.services.search.size,
    ...(newAdminKey !== undefined && { admin_key: newAdminKey }),
  };
}

/** What `serve` prints for people: where everything is. */
export function startText({ config, newAdminKey, sampleLoaded, shop }: Started): string {
  const base = config.publicUrl;
  const lines = [
    '',
    `  Shopwright is open: ${shop.services.search.size} products${sampleLoaded ? ', the sample shop' : ''}.`,
    '',
    ...(config.chat ? [`  Chat for shoppers    ${base}/`] : []),
    `  MCP for assistants   ${base}/mcp`,
    `  REST and reference   ${base}/docs`,
    ...(showsOutbox(config) ? [`  Messages to buyers   ${base}/dev/outbox`] : []),
    `  Data                 ${config.dataDir}`,
  ];
  if (newAdminKey !== undefined) {
    lines.push(
      '',
      `  Admin key            ${newAdminKey}`,
      '  It is shown this once. Keep it; "shopwright keys create NAME --kind admin" makes another.',
    );
  }
  if (config.paymentProvider === 'test') lines.push('', '  Payments are a test: nobody is charged.');
  lines.push('', '  Stop with Ctrl+C.', '');
  return lines.join('\n');
}

const showsOutbox = (config: Config): boolean =>
  config.environment !== 'production' && config.smtpUrl === undefined;
