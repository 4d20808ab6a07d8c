import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SearchDocument, SearchEngine } from '../../../server/search/search-engine.ts';
import { worked } from './memory.ts';

export interface Changes {
  /** Milliseconds from a change to an answer with it, the longest of all. */
  readonly visible: number;
  /** Processor milliseconds of the main thread between two of them, the most. */
  readonly turn: number;
  /** Milliseconds until the merged index was in use. */
  readonly merged: number;
}

/**
 * Changes one product after the other, and looks for each, while a merge and a snapshot are under way.
 * @param run its number: each run has changes of its own
 */
export async function changeWhileMerging(
  engine: SearchEngine,
  originals: readonly SearchDocument[],
  snapshot: string,
  run: number,
): Promise<Changes> {
  let visible = 0;
  let turn = 0;
  let isDone = false;
  const start = performance.now();
  const put = (i: number): void => {
    const document = originals[(i * 7919) % originals.length]!;
    engine.upsert([{ ...document, title: { en: `${document.title.en} freshword${run}y${i}x` } }]);
  };
  put(0);
  const origin = { analysis: 'bench', meta: {} };
  const merging = engine
    .mergeInBackground({ snapshot: { path: snapshot, origin } })
    .then(async ({ written }) => {
      const merged = performance.now() - start;
      await written;
      isDone = true;
      return merged;
    });
  for (let i = 0; !isDone || i < 100; i += 1) {
    const from = performance.now();
    put(i);
    const text = `freshword${run}y${i}x`;
    const { total } = engine.search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 5 });
    if (total !== 1) throw new Error(`a change is found ${total} times`);
    visible = Math.max(visible, performance.now() - from);
    const before = worked();
    await nextTurn();
    turn = Math.max(turn, worked() - before);
  }
  return { visible, turn, merged: await merging };
}
