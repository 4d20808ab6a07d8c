import type { Config } from './config.ts';
import { createLocalEmbedder } from './connectors/embeddings/local.ts';
import { createOpenAiEmbedder } from './connectors/embeddings/openai.ts';
import type { Clock } from './platform/clock.ts';
import type { Outbound } from './platform/http/outbound.ts';
import { CatalogVectors } from './search/vectors/catalog-vectors.ts';
import type { Embedder } from './search/vectors/embedder.ts';

/** Where `SHOPWRIGHT_EMBEDDINGS_MODEL` says nothing. */
const DEFAULT_MODEL = 'text-embedding-3-small';

interface EmbedderDeps {
  config: Config;
  outbound: Outbound;
  clock: Clock;
  /** Milliseconds for one request to an endpoint. */
  timeoutMs?: number;
}

/** The model that the settings name. @throws EmbedderError when one on this machine cannot be loaded, with what to do */
export async function createEmbedder({
  config,
  outbound,
  clock,
  timeoutMs,
}: EmbedderDeps): Promise<Embedder> {
  if (config.searchVectors === 'local') return createLocalEmbedder({ folder: config.embeddingsModel ?? '' });
  return createOpenAiEmbedder({
    outbound,
    clock,
    baseUrl: config.embeddingsUrl,
    apiKey: config.embeddingsKey,
    model: config.embeddingsModel ?? DEFAULT_MODEL,
    dimensions: config.embeddingsDimensions,
    ...(timeoutMs !== undefined && { timeoutMs }),
  });
}

/**
 * The vectors that the settings ask for; undefined when they are off, and then nothing is loaded, read or sent.
 * @param deps `path` of the file that keeps them
 * @throws EmbedderError as `createEmbedder`
 */
export async function openSearchVectors(
  deps: EmbedderDeps & { path: string | undefined; onFault: (error: unknown) => void },
): Promise<CatalogVectors | undefined> {
  const { config, clock, path, onFault } = deps;
  if (config.searchVectors === 'off') return undefined;
  return CatalogVectors.open({
    embedder: await createEmbedder(deps),
    path,
    waitMs: config.embeddingsWaitMs,
    dailyCharacters: config.embeddingsDailyCharacters,
    now: () => clock.now(),
    onFault,
  });
}
