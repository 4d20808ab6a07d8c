import { isAbsolute, resolve } from 'node:path';
import type { Clock } from '../../server/platform/clock.ts';
import type { Target } from '../contract.ts';
import { SuiteError } from '../error.ts';
import type { TargetConfig } from './config.ts';
import { withEnvironment } from './environment.ts';
import { httpTarget } from './http.ts';
import { checkPaths } from './json-path.ts';
import { shopwrightTarget } from './shopwright.ts';
import { transcriptTarget } from './transcripts.ts';

export interface OpenTargetDeps {
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Paths of transcripts are relative to it. */
  readonly folder: string;
  /** This server in the same process, where the program has it. */
  readonly inProcess?: () => Promise<Target> | Target;
}

/**
 * The target that a configuration means.
 * @throws SuiteError for variables that are not set, paths that are none, transcripts that are missing
 */
export async function openTarget(config: TargetConfig, deps: OpenTargetDeps): Promise<Target> {
  if (config === 'shop') {
    if (deps.inProcess) return deps.inProcess();
    throw new SuiteError('The target "shop" needs the whole server: use "shopwright eval", or name another.');
  }
  checkPaths(config);
  const filled = withEnvironment(config, deps.env);
  if ('http' in filled) return httpTarget(filled.name ?? hostOf(filled.http.url), filled.http, deps);
  if ('shopwright' in filled)
    return shopwrightTarget(filled.name ?? hostOf(filled.shopwright.url), filled.shopwright, deps);
  if ('openai' in filled) {
    const { url, model, key, mcp, mcp_key, system, steps, input_price, output_price } = filled.openai;
    const prices = { inputPrice: input_price, outputPrice: output_price };
    const [{ openModel }, { mcpTools }, { toolLoopTarget }] = await Promise.all([
      import('../model.ts'),
      import('./mcp-tools.ts'),
      import('./tool-loop.ts'),
    ]);
    return toolLoopTarget(filled.name ?? model, {
      model: openModel({ url, model, key, ...prices }, deps.fetch),
      tools: mcpTools({ url: mcp, key: mcp_key, fetch: deps.fetch }),
      ...{ system, steps, clock: deps.clock },
      ...prices,
    });
  }
  const { file } = filled.transcripts;
  const path = isAbsolute(file) ? file : resolve(deps.folder, file);
  return transcriptTarget(filled.name ?? file, path);
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
