import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parcels, testCollections } from '../../../../test/contract/store/fixture.ts';
import { ManualClock } from '../../clock.ts';
import type { Store } from '../port.ts';
import { openSqliteStore } from './store.ts';

let store: Store;
/** The documents of each commit. */
let commits: string[][];

beforeEach(async () => {
  // Stands still, so that no turn takes long however busy the machine is.
  vi.useFakeTimers({ toFake: ['performance'] });
  store = await openSqliteStore({ path: ':memory:', clock: new ManualClock(), collections: testCollections });
  commits = [];
  store.onCommit((changes) => commits.push(changes.map((change) => change._id)));
});
afterEach(async () => {
  await store.close();
  vi.useRealTimers();
});

const write = (_id: string, patient = false) =>
  store.transaction(async (tx) => void (await tx.insert(parcels, { _id })), { patient });

it('commits works together that come in turns which follow each other', async () => {
  const works: Promise<void>[] = [];
  for (const id of ['a', 'b', 'c', 'd']) {
    works.push(write(id));
    await turn();
  }
  await Promise.all(works);
  expect(commits).toEqual([['a', 'b', 'c', 'd']]);
});

it('lets a lone work wait for a turn or two at most', async () => {
  for (const id of ['a', 'b', 'c']) {
    const work = write(id);
    for (let turns = 0; turns < 3; turns += 1) await turn();
    expect(commits.at(-1)).toEqual([id]);
    await work;
  }
});

/** Commits follow each other closely from now on. */
async function traffic(): Promise<void> {
  for (const id of ['t1', 't2', 't3']) await write(id);
  commits = [];
}

it('holds a patient work back until others commit, in the order in which they came', async () => {
  await traffic();
  const patient = write('patient', true);
  for (let turns = 0; turns < 3; turns += 1) await turn();
  expect(commits).toEqual([]);
  await Promise.all([write('hurried'), patient]);
  expect(commits).toEqual([['patient', 'hurried']]);
});

it('commits a patient work at once where others are rare', async () => {
  for (const id of ['a', 'b', 'c']) {
    vi.advanceTimersByTime(5000);
    await write(id);
    const patient = write(`${id}, patient`, true);
    for (let turns = 0; turns < 3; turns += 1) await turn();
    expect(commits.at(-1)).toEqual([`${id}, patient`]);
    await patient;
  }
});

it('commits a patient work by itself when nobody else comes after all', async () => {
  await traffic();
  await write('late', true);
  expect(commits).toEqual([['late']]);
});

it('commits what waits when the store is closed', async () => {
  await traffic();
  const patient = write('patient', true);
  await store.close();
  await patient;
  expect(commits).toEqual([['patient']]);
});
