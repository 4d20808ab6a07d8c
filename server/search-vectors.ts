import type { Config } from './config.ts';
import { createLocalEmbedder } from './connectors/embeddings/local.ts';
import { createOpenAiEmbedder } from './connectors/embeddings/openai.ts';
import type { Clock } from './platform/clock.ts';
import type { Outbound } from './platform/http/outbound.ts';
import { CatalogVectors } from './search/vectors/catalog-vectors.ts';

/** Where `SHOPWRIGHT_EMBEDDINGS_MODEL` says nothing. */
const DEFAULT_MODEL = 'text-embedding-3-small';

/**
 * The vectors that the settings ask for; undefined when they are off, and then nothing is loaded, read or sent.
 * @param path file that keeps them
 * @throws EmbedderError when the model on this machine cannot be loaded, with what to do
 */
export async function openSearchVectors(deps: {
  config: Config;
  outbound: Outbound;
  clock: Clock;
  path: string | undefined;
  onFault: (error: unknown) => void;
}): Promise<CatalogVectors | undefined> {
  const { config, outbound, clock, path, onFault } = deps;
  if (config.searchVectors === 'off') return undefined;
  const embedder =
    config.searchVectors === 'local'
      ? await createLocalEmbedder({ folder: config.embeddingsModel ?? '' })
      : createOpenAiEmbedder({
          outbound,
          clock,
          baseUrl: config.embeddingsUrl,
          apiKey: config.embeddingsKey,
          model: config.embeddingsModel ?? DEFAULT_MODEL,
          dimensions: config.embeddingsDimensions,
        });
  return CatalogVectors.open({
    embedder,
    path,
    waitMs: config.embeddingsWaitMs,
    dailyCharacters: config.embeddingsDailyCharacters,
    now: () => clock.now(),
    onFault,
  });
}
