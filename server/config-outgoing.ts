import { z } from 'zod';
import { httpUrl, integer, list, setting } from './config-fields.ts';
import type { Settings } from './config-schema.ts';

const outgoing = { group: 'Outgoing requests' };
const vectors = { group: 'Search by meaning' };
const OPENAI = 'https://api.openai.com/v1';

/** Settings of what the server calls by itself, at addresses that are not its own. */
export const outgoingSettings = {
  outboundAllow: setting(
    'Hosts on this machine or an internal network that may be called at addresses from settings or users, such as a model server. Every other address that is not public is refused.',
    {
      ...outgoing,
      expects: 'hosts with or without port, such as 127.0.0.1:11434, separated by commas, or none',
    },
    list(z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d{1,5})?$/)).default([]),
  ),

  searchVectors: setting(
    'Let what products and queries mean count in search, beside their words. `endpoint` sends product texts and queries to an embeddings API; `local` runs a model on this machine. See search-vectors.md.',
    { ...vectors, expects: 'off, endpoint or local' },
    z.enum(['off', 'endpoint', 'local']).default('off'),
  ),
  embeddingsUrl: setting(
    'Base address, with version, of an API that answers as OpenAI’s does at `/embeddings`.',
    { ...vectors, expects: 'an address such as https://api.openai.com/v1' },
    httpUrl().default(OPENAI),
  ),
  embeddingsKey: setting(
    'Key of that API, sent as a bearer token.',
    { ...vectors, secret: true, expects: 'a key without spaces', defaultText: 'required by OpenAI' },
    z.string().regex(/^\S+$/).optional(),
  ),
  embeddingsModel: setting(
    'Name of the model, or, with `local`, the folder that holds it. Another model means new vectors for all products.',
    {
      ...vectors,
      expects: 'a name or a path',
      defaultText: '`text-embedding-3-small`; required with `local`',
    },
    z.string().min(1).optional(),
  ),
  embeddingsDimensions: setting(
    'Length of the vectors, for models that can shorten them: fewer take less memory (a byte each for every product).',
    { ...vectors, expects: 'a whole number from 16 to 4096', defaultText: 'the model’s own' },
    integer(16, 4096).optional(),
  ),
  embeddingsWaitMs: setting(
    'How long a search waits for the vector of its text, before it goes by words alone.',
    { ...vectors, expects: 'a whole number of milliseconds from 0 to 5000' },
    integer(0, 5_000).default(150),
  ),
  embeddingsDailyCharacters: setting(
    'Characters of products and queries that may be sent to the model in one day (UTC), about four to a token. 0 is no limit.',
    { ...vectors, expects: 'a whole number, at least 0' },
    integer(0).default(50_000_000),
  ),
};

/** What of search by meaning does not fit together. @param sources where each setting comes from */
export function vectorContradictions(
  settings: Partial<Settings>,
  sources: Partial<Record<keyof Settings, string>>,
): string[] {
  const { searchVectors, embeddingsKey, embeddingsModel, embeddingsUrl, environment, outboundAllow } =
    settings;
  const problems: string[] = [];
  if (searchVectors === 'local' && embeddingsModel === undefined)
    problems.push(
      `${sources.embeddingsModel}: expected the folder of the model, because it runs on this machine`,
    );
  if (searchVectors !== undefined && searchVectors !== 'endpoint' && embeddingsKey !== undefined)
    problems.push(`${sources.embeddingsKey}: is set, but ${sources.searchVectors} is not endpoint`);
  if (searchVectors !== 'endpoint' || embeddingsUrl === undefined) return problems;
  if (embeddingsUrl === OPENAI && embeddingsKey === undefined && 'embeddingsKey' in settings)
    problems.push(`${sources.embeddingsKey}: expected a key, because OpenAI asks for one`);
  const { protocol, host, hostname } = new URL(embeddingsUrl);
  const own = outboundAllow?.some((allowed) => allowed === host || allowed === hostname);
  if (environment === 'production' && protocol === 'http:' && own === false)
    problems.push(
      `${sources.embeddingsUrl}: expected an https address, because texts and key would travel in the open; a host of your own network goes into SHOPWRIGHT_OUTBOUND_ALLOW`,
    );
  return problems;
}
