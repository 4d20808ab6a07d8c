import type { Config } from '../config.ts';
import { systemClock } from '../platform/clock.ts';
import { createOutbound } from '../platform/http/outbound.ts';
import { createEmbedder } from '../search-vectors.ts';

type Outcome = { status: 'ok' | 'warn' | 'fail'; message: string; mend?: string };

/** Asks the embeddings model for the vector of one word, and tells whether it comes within the time that a search waits. */
export async function checkVectors(config: Config, timeoutMs: number): Promise<Outcome> {
  if (config.searchVectors === 'off') return { status: 'ok', message: 'off; search goes by words' };
  const outbound = createOutbound({ allow: config.outboundAllow });
  try {
    const embedder = await createEmbedder({ config, outbound, clock: systemClock, timeoutMs });
    const embed = () => embedder.embed(['test'], AbortSignal.timeout(timeoutMs));
    const [vector] = await embed();
    // The second one: the first also connects, and wakes a model that sleeps.
    const started = performance.now();
    await embed();
    const ms = Math.round(performance.now() - started);
    const message = `${embedder.id} answers ${vector?.length ?? 0} dimensions in ${ms} ms`;
    if (ms <= config.embeddingsWaitMs) return { status: 'ok', message };
    return {
      status: 'warn',
      message: `${message}; a search waits ${config.embeddingsWaitMs} ms`,
      mend: 'New queries will often go by words alone. Take a nearer or faster model, or raise SHOPWRIGHT_EMBEDDINGS_WAIT_MS.',
    };
  } catch (error) {
    return {
      status: 'fail',
      message: error instanceof Error ? error.message : String(error),
      mend: 'See docs/search-vectors.md. Until then search goes by words.',
    };
  } finally {
    await outbound.close();
  }
}
