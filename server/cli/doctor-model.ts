import { APICallError, generateText, ToolChoiceViolationError, tool } from 'ai';
import { z } from 'zod';
import { createModel } from '../agent/loop/model.ts';
import type { Config } from '../config.ts';
import { createTranscriber } from '../connectors/transcription/transcriber.ts';
import { createOutbound, type Outbound, OutboundError } from '../platform/http/outbound.ts';

type Outcome = { status: 'ok' | 'warn' | 'fail'; message: string; mend?: string };
const ok = (message: string): Outcome => ({ status: 'ok', message });
const fail = (message: string, mend: string): Outcome => ({ status: 'fail', message, mend });

/** A red square: some models refuse smaller pictures. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQMAAACQp+OdAAAABlBMVEXIHh7///83dApLAAAAD0lEQVR42mNgGAWjgHwAAAJAAAHgTR1EAAAAAElFTkSuQmCC';
/** Models that think first need room for it. */
const MAX_TOKENS = 2000;

/** One small request to the model: is the key taken, is there such a model, does it call tools, does it look at pictures. */
export async function checkModel(config: Config, timeoutMs: number): Promise<Outcome> {
  if (config.modelName === undefined) return ok('none; the chat answers by the shop’s own rules');
  const outbound = createOutbound({ allow: config.outboundAllow });
  try {
    const started = performance.now();
    const called = await asked(config, outbound, timeoutMs, config.modelVision);
    if (!called)
      return fail(
        `${config.modelName} calls no tools`,
        'The chat needs them: choose a model with tool calling in SHOPWRIGHT_MODEL_NAME.',
      );
    const slow = performance.now() - started > config.modelTurnMs / 2;
    const message = `${config.modelName} answers in ${Math.round(performance.now() - started)} ms and calls tools${config.modelVision ? '; it takes pictures' : ''}`;
    if (!slow) return ok(message);
    return {
      status: 'warn',
      message,
      mend: 'A turn needs several such answers: take a faster model, or raise SHOPWRIGHT_MODEL_TURN_MS.',
    };
  } catch (error) {
    const blind = config.modelVision && isRefusal(error);
    if (blind && (await asked(config, outbound, timeoutMs, false).catch(() => false)))
      return fail(
        `${config.modelName} takes no pictures (${reasonOf(error)})`,
        'Choose a model that sees, or set SHOPWRIGHT_MODEL_VISION=false.',
      );
    return fail(`${config.modelName} cannot be used (${reasonOf(error)})`, mendOf(error));
  } finally {
    await outbound.close();
  }
}

async function asked(
  config: Config,
  outbound: Outbound,
  timeoutMs: number,
  picture: boolean,
): Promise<boolean> {
  const settings = { baseUrl: config.modelUrl, apiKey: config.modelKey, model: config.modelName! };
  const limits = { totalMs: timeoutMs, firstByteMs: timeoutMs, idleMs: timeoutMs };
  const request = generateText({
    model: createModel({ ...settings, inputPrice: 0, outputPrice: 0 }, outbound.with(limits)),
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Call the tool ready.' },
          ...(picture ? [{ type: 'file' as const, mediaType: 'image/png', data: PICTURE }] : []),
        ],
      },
    ],
    tools: { ready: tool({ description: 'Says that you are ready.', inputSchema: z.strictObject({}) }) },
    toolChoice: 'required',
    maxOutputTokens: MAX_TOKENS,
    maxRetries: 0,
    abortSignal: AbortSignal.timeout(timeoutMs),
  });
  try {
    return (await request).toolCalls.length > 0;
  } catch (error) {
    if (ToolChoiceViolationError.isInstance(error)) return false;
    throw error;
  }
}

const statusOf = (error: unknown): number | undefined =>
  APICallError.isInstance(error) ? error.statusCode : undefined;

/** The request itself was refused, not the key and not the moment. */
const isRefusal = (error: unknown): boolean => [400, 404, 415, 422, 500].includes(statusOf(error) ?? 0);

/** Nothing of the answer: some repeat the key. */
function reasonOf(error: unknown): string {
  const status = statusOf(error);
  if (status !== undefined && status !== 200) return `the endpoint answered ${status}`;
  if (APICallError.isInstance(error)) return 'the answer is none of a chat completions API';
  if (error instanceof OutboundError) return error.message;
  return error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : 'no answer';
}

function mendOf(error: unknown): string {
  switch (statusOf(error)) {
    case 401:
    case 403:
      return 'Check SHOPWRIGHT_MODEL_KEY.';
    case 404:
      return 'Check SHOPWRIGHT_MODEL_NAME, and that SHOPWRIGHT_MODEL_URL ends with the version, such as /v1.';
    case 429:
      return 'Too many requests, or no money left on that account: see the console of the provider.';
    case 400:
    case 422:
      return 'The endpoint takes no such request: choose a model with tool calling in SHOPWRIGHT_MODEL_NAME.';
    default:
      return 'Check SHOPWRIGHT_MODEL_URL; a server on your own network goes into SHOPWRIGHT_OUTBOUND_ALLOW.';
  }
}

/** Sends a second of silence to the transcription endpoint. */
export async function checkTranscription(config: Config, timeoutMs: number): Promise<Outcome> {
  if (config.transcriptionModel === undefined)
    return ok('none; customers who send a voice note are asked to write');
  const outbound = createOutbound({ allow: config.outboundAllow });
  const transcribe = createTranscriber({
    outbound,
    baseUrl: config.transcriptionUrl,
    apiKey: config.transcriptionKey,
    model: config.transcriptionModel,
    timeoutMs,
  });
  try {
    await transcribe({ mediaType: 'audio/wav', bytes: silence() }, AbortSignal.timeout(timeoutMs));
    return ok(`${config.transcriptionModel} takes voice notes`);
  } catch (error) {
    return fail(
      error instanceof Error ? error.message : String(error),
      'Check SHOPWRIGHT_TRANSCRIPTION_MODEL, _URL and _KEY. Until then customers are asked to write.',
    );
  } finally {
    await outbound.close();
  }
}

/** A WAV file (RIFF, PCM): one second of 16 bits at 16 kHz. */
function silence(): Uint8Array {
  const rate = 16_000;
  const wav = Buffer.alloc(44 + rate * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(rate * 2, 40);
  return wav;
}
