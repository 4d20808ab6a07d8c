import { describe } from 'vitest';
import type { Clock } from '../../server/platform/clock.ts';
import type { Collection, Document, Store } from '../../server/platform/store/port.ts';
import { testDocuments } from './store/documents.ts';
import { testFeeds } from './store/feeds.ts';
import { testModel } from './store/model.ts';
import { testQueries } from './store/queries.ts';
import { testTransactions } from './store/transactions.ts';

/** Opens an empty store; the suite closes it. */
export type OpenStore = (options: {
  clock: Clock;
  collections: readonly Collection<Document>[];
}) => Promise<Store>;

/**
 * Everything the port promises, checked on whatever `open` opens. Call it from a test file of the adapter.
 * @param modelRuns how many random sequences are compared with a plain map; each opens a store
 */
export function storeContract(name: string, open: OpenStore, modelRuns = 60): void {
  describe(`${name} keeps the contract of the store`, () => {
    testDocuments(open);
    testTransactions(open);
    testQueries(open);
    testFeeds(open);
    testModel(open, modelRuns);
  });
}
