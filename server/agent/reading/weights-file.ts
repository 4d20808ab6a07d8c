import { gunzipSync, gzipSync } from 'node:zlib';
import { settled } from '../../text-model/chain-model.ts';
import { decodeSparse, encodeSparse, type SparseModel } from '../../text-model/sparse-model.ts';
import { TAGS, tagFollows } from './entity-tags.ts';
import type { ReaderModels } from './read-with.ts';

const VERSION = 1;

interface Head {
  version: number;
  language: string;
  vocabulary: string[];
  classes: string[];
  sequence: number[];
  rank: number[];
  calibration: number[];
  threshold: number;
  transitions: (number | null)[];
  /** Bytes of the four models that follow. */
  sizes: number[];
}

/** A line of JSON, then the models of clauses, whole messages, boundaries and tags; all of it gzipped. */
export function encodeReader(models: ReaderModels): Buffer {
  const { intents, tagger } = models;
  const parts = [intents.clause, intents.whole, intents.boundary, tagger.emissions].map(encodeSparse);
  const head: Head = {
    version: VERSION,
    language: models.language,
    vocabulary: [...models.vocabulary],
    classes: [...intents.classes],
    sequence: [...intents.sequence],
    rank: [...models.rank],
    calibration: [...models.calibration],
    threshold: models.threshold,
    transitions: Array.from(tagger.transitions, (value) => (Number.isFinite(value) ? value : null)),
    sizes: parts.map((part) => part.length),
  };
  return gzipSync(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), ...parts]), { level: 9 });
}

/** @throws Error when the bytes are no weights of this version */
export function decodeReader(file: Buffer): ReaderModels {
  const bytes = gunzipSync(file);
  const end = bytes.indexOf('\n');
  const head = JSON.parse(bytes.toString('utf8', 0, end)) as Head;
  if (head.version !== VERSION)
    throw new Error('these weights were made by another version; train them again');
  let at = end + 1;
  const [clause, whole, boundary, emissions] = head.sizes.map((size): SparseModel => {
    at += size;
    return decodeSparse(bytes.subarray(at - size, at));
  });
  return {
    language: head.language,
    vocabulary: new Set(head.vocabulary),
    intents: {
      classes: head.classes,
      clause: clause!,
      whole: whole!,
      boundary: boundary!,
      sequence: head.sequence,
    },
    rank: head.rank,
    tagger: {
      emissions: emissions!,
      transitions: settled(Float64Array.from(head.transitions, (value) => value ?? Number.NEGATIVE_INFINITY)),
      starts: Array.from({ length: TAGS }, (_, tag) => tagFollows(undefined, tag)),
    },
    calibration: head.calibration,
    threshold: head.threshold,
  };
}
