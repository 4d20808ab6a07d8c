import { setTimeout as wait } from 'node:timers/promises';
import type { LanguageModel } from 'ai';
import type { ShopData, Target } from '../../evals/contract.ts';
import type { ModelEndpoint } from '../../evals/model.ts';
import { Shops } from '../../evals/shop/load.ts';
import type { TargetConfig } from '../../evals/targets/config.ts';
import { openTarget } from '../../evals/targets/open.ts';
import { type Config, loadConfig } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { randomIds } from '../platform/ids.ts';

/** Shops of cases: the sample, folders, exports, and every feed that the importer reads. */
export const shops = (): Shops =>
  new Shops({
    sample: async () => (await import('../sample/index.ts')).loadSample() as ShopData,
    importFeed: async (path) => (await import('./imported-shop.ts')).importedShop(path),
  });

/** Settings of a shop in memory that nobody else uses. */
export const quietConfig = (): Config =>
  loadConfig({}, { environment: 'test', sampleShop: false, logLevel: 'error' });

export interface OpenOptions {
  /** For `${NAME}` in the configuration. */
  env: Readonly<Record<string, string | undefined>>;
  /** Paths of transcripts are relative to it. */
  folder: string;
  /** Settings of a shop in this process whose model takes part. */
  ownModel?: Config | undefined;
}

/** Opens a target with this machine's network and clock. @throws SuiteError */
export const openAnyTarget = (
  config: TargetConfig,
  { env, folder, ownModel }: OpenOptions,
): Promise<Target> =>
  openTarget(config, {
    fetch: globalThis.fetch,
    clock: systemClock,
    newId: () => randomIds.next('eval'),
    wait: async (ms, signal) => {
      await wait(ms, undefined, { signal });
    },
    env,
    folder,
    // The whole server is loaded only where it is asked.
    inProcess: async () => {
      const { inProcessTarget } = await import('./in-process.ts');
      return inProcessTarget(ownModel ? { config: ownModel, ownModel: true } : { config: quietConfig() });
    },
  });

/** A model that judges, or plays customers. */
export const openAnyModel = async (endpoint: ModelEndpoint): Promise<LanguageModel> =>
  (await import('../../evals/model.ts')).openModel(endpoint, globalThis.fetch);
