import type { Embedder } from '../../../server/search/vectors/embedder.ts';
import { meaningVector } from './vectors.ts';

/** An embedder in this process, without HTTP. */
export interface FakeEmbedder extends Embedder {
  /** Every text that was asked for. */
  readonly texts: string[];
  /** What the next calls do instead of answering, first first. */
  readonly troubles: (Error | Promise<void>)[];
}

export function fakeEmbedder(
  options: { id?: string; dimensions?: number; maxBatch?: number } = {},
): FakeEmbedder {
  const { id = 'fake/model', dimensions = 64, maxBatch = 4 } = options;
  const texts: string[] = [];
  const troubles: (Error | Promise<void>)[] = [];
  return {
    id,
    maxBatch,
    texts,
    troubles,
    async embed(asked) {
      texts.push(...asked);
      const trouble = troubles.shift();
      if (trouble instanceof Error) throw trouble;
      await trouble;
      return asked.map((text) => meaningVector(text, dimensions));
    },
  };
}
