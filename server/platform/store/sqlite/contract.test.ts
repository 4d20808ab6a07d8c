import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { storeContract } from '../../../../test/contract/store-contract.ts';
import { openSqliteStore } from './store.ts';

const dir = mkdtempSync(join(tmpdir(), 'shopwright-store-'));
afterAll(() => rmSync(dir, { recursive: true }));
let files = 0;

storeContract('SQLite in memory', (options) => openSqliteStore({ path: ':memory:', ...options }));
// Every commit waits for the disk here, so fewer sequences.
storeContract(
  'SQLite in a file',
  (options) => {
    files += 1;
    return openSqliteStore({ path: join(dir, `${files}.db`), ...options });
  },
  8,
);
