import { z } from 'zod';
import { flag, httpUrl, integer, setting } from './config-fields.ts';
import type { Settings } from './config-schema.ts';

const talk = { group: 'Conversation' };
const OPENAI = 'https://api.openai.com/v1';
const SECOND = 1_000;
const whole = (min: number, max: number) => `a whole number from ${min} to ${max}`;

/** Settings of the chat and of the model behind it. */
export const conversationSettings = {
  chat: setting(
    'Serve the chat page at `/` and conversations at `/v1/conversations`. It works without a model.',
    { ...talk, expects: 'true or false' },
    flag().default(true),
  ),
  modelUrl: setting(
    'Base address, with version, of an API that answers as OpenAI’s does at `/chat/completions`. What customers write, and what tools answer, goes there.',
    { ...talk, expects: 'an address such as https://api.openai.com/v1' },
    httpUrl().default(OPENAI),
  ),
  modelName: setting(
    'Model that answers what the shop’s own rules do not. Without one, nothing leaves this server.',
    { ...talk, expects: 'a name such as gpt-5-mini', defaultText: 'none' },
    z.string().min(1).optional(),
  ),
  modelVision: setting(
    'Whether that model looks at pictures: then those that customers send go to it.',
    { ...talk, expects: 'true or false' },
    flag().default(false),
  ),
  modelKey: setting(
    'Key of that API, sent as a bearer token.',
    { ...talk, secret: true, expects: 'a key without spaces', defaultText: 'required by OpenAI' },
    z.string().regex(/^\S+$/).optional(),
  ),
  modelInputPrice: setting(
    'What a million tokens of input cost, in millionths of a US dollar: 250000 is $0.25.',
    { ...talk, expects: whole(0, 1_000_000_000) },
    integer(0, 1_000_000_000).default(0),
  ),
  modelOutputPrice: setting(
    'The same for a million tokens of output.',
    { ...talk, expects: whole(0, 1_000_000_000) },
    integer(0, 1_000_000_000).default(0),
  ),
  modelSteps: setting(
    'How often the model may be called in one turn.',
    { ...talk, expects: whole(1, 50) },
    integer(1, 50).default(8),
  ),
  modelTurnMs: setting(
    'Milliseconds for all of them; then the shop answers without the model.',
    { ...talk, expects: whole(SECOND, 300 * SECOND) },
    integer(SECOND, 300 * SECOND).default(20 * SECOND),
  ),
  modelTurnTokens: setting(
    'Tokens, in and out, in one turn.',
    { ...talk, expects: whole(100, 10_000_000) },
    integer(100, 10_000_000).default(60_000),
  ),
  modelConversationTokens: setting(
    'Tokens, in and out, in one conversation; after that the shop answers without the model.',
    { ...talk, expects: whole(100, 1_000_000_000) },
    integer(100, 1_000_000_000).default(400_000),
  ),
  modelConversationCost: setting(
    'Money for one conversation, in millionths of a US dollar, by the two prices above.',
    { ...talk, expects: whole(0, 1_000_000_000) },
    integer(0, 1_000_000_000).default(500_000),
  ),

  transcriptionModel: setting(
    'Model that turns voice notes into words. Without one, customers are asked to write instead.',
    { ...talk, expects: 'a name such as gpt-4o-mini-transcribe', defaultText: 'none' },
    z.string().min(1).optional(),
  ),
  transcriptionUrl: setting(
    'Base address, with version, of an API that answers as OpenAI’s does at `/audio/transcriptions`. Voice notes go there.',
    { ...talk, expects: 'an address such as https://api.openai.com/v1' },
    httpUrl().default(OPENAI),
  ),
  transcriptionKey: setting(
    'Key of that API, sent as a bearer token.',
    { ...talk, secret: true, expects: 'a key without spaces', defaultText: 'required by OpenAI' },
    z.string().regex(/^\S+$/).optional(),
  ),
  transcriptionMs: setting(
    'Milliseconds for one voice note; then the customer is asked to write instead.',
    { ...talk, expects: whole(SECOND, 300 * SECOND) },
    integer(SECOND, 300 * SECOND).default(20 * SECOND),
  ),
};

/** What of these settings does not fit together. @param sources where each setting comes from */
export function modelContradictions(
  settings: Partial<Settings>,
  sources: Partial<Record<keyof Settings, string>>,
): string[] {
  const { modelName, modelVision } = settings;
  const problems = [
    ...endpointFaults(['modelName', 'modelUrl', 'modelKey'], settings, sources),
    ...endpointFaults(['transcriptionModel', 'transcriptionUrl', 'transcriptionKey'], settings, sources),
  ];
  if (modelVision && modelName === undefined && 'modelName' in settings)
    problems.push(`${sources.modelVision}: is set, but ${sources.modelName} is not`);
  return problems;
}

type Endpoint =
  | readonly ['modelName', 'modelUrl', 'modelKey']
  | readonly ['transcriptionModel', 'transcriptionUrl', 'transcriptionKey'];

function endpointFaults(
  [model, url, key]: Endpoint,
  settings: Partial<Settings>,
  sources: Partial<Record<keyof Settings, string>>,
): string[] {
  const { environment, outboundAllow } = settings;
  if (settings[model] === undefined)
    return settings[key] === undefined ? [] : [`${sources[key]}: is set, but ${sources[model]} is not`];
  const address = settings[url];
  if (address === undefined) return [];
  const problems: string[] = [];
  if (address === OPENAI && settings[key] === undefined)
    problems.push(`${sources[key]}: expected a key, because OpenAI asks for one`);
  const { protocol, host, hostname } = new URL(address);
  const own = outboundAllow?.some((allowed) => allowed === host || allowed === hostname);
  if (environment === 'production' && protocol === 'http:' && own === false)
    problems.push(
      `${sources[url]}: expected an https address, because what customers say would travel in the open; a host of your own network goes into SHOPWRIGHT_OUTBOUND_ALLOW`,
    );
  return problems;
}
