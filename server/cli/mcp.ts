import { anonymous, type Principal } from '../commerce/principals/model.ts';
import { stopOnSignals } from '../platform/http/lifecycle.ts';
import { createLogger } from '../platform/telemetry/logger.ts';
import { startServer } from '../server-process.ts';
import { serveMcpStdio } from '../surfaces/mcp/stdio.ts';
import { proxyMcpStdio } from '../surfaces/mcp/stdio-proxy.ts';
import { type CliContext, configOf, type GlobalOptions, MCP_KEY_VARIABLE } from './context.ts';
import { CliError } from './errors.ts';
import { type ServeOptions, serverOverrides } from './serve.ts';
import { findServer } from './shop-access.ts';

export type McpOptions = GlobalOptions & ServeOptions;

/**
 * MCP over stdin and stdout; the log goes to stderr. Where a server runs, messages are passed on to it. Where none does,
 * this process is the server: it listens too, because a buyer opens the checkout page in a browser. On a free port when
 * the configured one is in use. Ends when the client hangs up.
 */
export async function mcpCommand(context: CliContext, options: McpOptions): Promise<void> {
  const config = configOf(context, options, serverOverrides(options));
  const logger = createLogger(config);
  const onerror = (err: unknown) => logger.warn({ err }, 'mcp');
  const key = context.env[MCP_KEY_VARIABLE]?.trim() || undefined;
  const running = await findServer(config);
  if (running) {
    const url = new URL('/mcp', running.url).href;
    const { closed } = await proxyMcpStdio({ url, token: key, onerror });
    await closed;
    return;
  }
  const { shop, lifecycle } = await startServer({ config, logger, anyPort: true });
  stopOnSignals(lifecycle, process);
  try {
    const principal = await principalOf(key, shop.services.apiKeys);
    const { closed, close } = serveMcpStdio<Principal>({ surface: shop.mcp, principal, onerror });
    await closed;
    await close();
  } finally {
    await lifecycle.stop('the client hung up');
  }
}

async function principalOf(
  key: string | undefined,
  apiKeys: { authenticate(secret: string): Promise<Principal | undefined> },
): Promise<Principal> {
  if (key === undefined) return anonymous('local');
  const principal = await apiKeys.authenticate(key);
  if (principal) return principal;
  throw new CliError(
    `The key in ${MCP_KEY_VARIABLE} is unknown, expired or revoked. List keys with: shopwright keys list`,
  );
}
