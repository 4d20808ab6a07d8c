/**
 * Keeps `scripts/stored-shapes.json`: for each collection, a fingerprint of the shape of every version of it.
 *
 *     node scripts/stored-shapes.ts                        after a migration was added: records the new version
 *     node scripts/stored-shapes.ts --same-version orders  where no released version has stored the shape that is recorded
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { collections } from '../server/collections.ts';
import { type Collection, type Document, schemaVersion } from '../server/platform/store/port.ts';

const FILE = new URL('./stored-shapes.json', import.meta.url);

/** By the name of the collection, the fingerprints of its versions, the first first. */
export type RecordedShapes = Record<string, string[]>;

/** In the file they stand in one line a collection, so that a change reads well. */
export function readRecordedShapes(): RecordedShapes {
  const lines = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>;
  return Object.fromEntries(Object.entries(lines).map(([name, shapes]) => [name, shapes.split(' ')]));
}

/** Equal for schemas that take the same documents; words that describe fields have no part in it. */
export function fingerprint(collection: Collection<Document>): string {
  const shape = z.toJSONSchema(collection.schema, { io: 'output', unrepresentable: 'any' });
  return createHash('sha256')
    .update(JSON.stringify(plain(shape)))
    .digest('hex')
    .slice(0, 16);
}

const WORDS = new Set(['$schema', 'description', 'title', 'examples', 'default']);
const UNORDERED = new Set(['required', 'enum', 'type']);
const NAMED = new Set(['properties', '$defs', 'patternProperties']);

function plain(value: unknown, key = '', named = false): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => plain(item));
    return UNORDERED.has(key) ? items.map(String).sort() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => named || !WORDS.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, plain(inner, named ? '' : name, !named && NAMED.has(name))]),
  );
}

/** What is to be done about collections whose shape is not the recorded one; empty: nothing. */
export function shapeFaults(known: readonly Collection<Document>[], recorded: RecordedShapes): string[] {
  const faults: string[] = [];
  for (const collection of known) {
    const { name } = collection;
    const shapes = recorded[name];
    const version = schemaVersion(collection);
    if (!shapes) faults.push(`${name} is new: run node scripts/stored-shapes.ts`);
    else if (version < shapes.length)
      faults.push(`${name} has lost a migration: version ${shapes.length} of its shape has been stored`);
    else if (version > shapes.length)
      faults.push(`${name} has a new version ${version}: run node scripts/stored-shapes.ts`);
    else if (shapes.at(-1) !== fingerprint(collection))
      faults.push(
        `${name} stores another shape under version ${version}: add a migration to its defineCollection (docs/ARCHITECTURE.md, ` +
          '"Stored shapes"), then run node scripts/stored-shapes.ts',
      );
  }
  const names = new Set(known.map(({ name }) => name));
  for (const name of Object.keys(recorded))
    if (!names.has(name))
      faults.push(`${name} is declared no more, but lies in the files of merchants: keep it`);
  return faults;
}

function record(sameVersion: readonly string[]): void {
  const recorded = readRecordedShapes();
  for (const collection of collections) {
    const shapes = recorded[collection.name] ?? [];
    const version = schemaVersion(collection);
    if (version > shapes.length + 1 && shapes.length > 0)
      throw new Error(`${collection.name} gained more than one version at once: record one after the other`);
    if (version > shapes.length || sameVersion.includes(collection.name))
      shapes[version - 1] = fingerprint(collection);
    recorded[collection.name] = shapes;
  }
  const names = Object.keys(recorded).sort();
  const lines = Object.fromEntries(names.map((name) => [name, recorded[name]?.join(' ')]));
  writeFileSync(FILE, `${JSON.stringify(lines, undefined, 2)}\n`);
  const faults = shapeFaults(collections, recorded);
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { 'same-version': { type: 'string', multiple: true, default: [] } },
  });
  record(values['same-version']);
}
