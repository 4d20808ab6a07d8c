import { z } from 'zod';
import { expectSuccess, type Outbound, OutboundError } from '../../platform/http/outbound.ts';

export interface TranscriberOptions {
  outbound: Outbound;
  /** Up to and with the version: `https://api.openai.com/v1`. */
  baseUrl: string;
  /** Servers on one's own machines often ask for none. */
  apiKey?: string | undefined;
  model: string;
  /** Milliseconds for one voice note. */
  timeoutMs: number;
}

/** Why there are no words. Its message names settings, and holds nothing of what was said. */
export class TranscriptionError extends Error {
  override readonly name = 'TranscriptionError';
}

const MAX_ANSWER_BYTES = 256 * 2 ** 10;
const Answer = z.object({ text: z.string() });

/** Such servers go by the name of the file. */
const ENDING: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
};

/**
 * Voice notes as words, by `POST /audio/transcriptions` as OpenAI has it
 * (https://platform.openai.com/docs/api-reference/audio/createTranscription), and whisper.cpp, vLLM, Speaches and others. The language
 * is left to the model: customers do not always speak the one of their browser.
 */
export function createTranscriber(options: TranscriberOptions) {
  const { outbound, baseUrl, apiKey, model, timeoutMs } = options;
  const call = outbound.with({
    totalMs: timeoutMs,
    firstByteMs: timeoutMs,
    idleMs: timeoutMs,
    maxBodyBytes: MAX_ANSWER_BYTES,
    maxRedirects: 0,
  });
  /** @throws TranscriptionError, or the reason of the signal */
  return async (
    { bytes, mediaType }: { bytes: Uint8Array; mediaType: string },
    signal: AbortSignal,
  ): Promise<string> => {
    const form = new FormData();
    const name = `voice.${ENDING[mediaType] ?? 'bin'}`;
    form.set('file', new Blob([new Uint8Array(bytes)], { type: mediaType }), name);
    form.set('model', model);
    form.set('response_format', 'json');
    try {
      const response = await call(`${baseUrl}/audio/transcriptions`, {
        method: 'POST',
        signal,
        headers: { ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }) },
        body: form,
      });
      const answer = Answer.safeParse(await (await expectSuccess(response)).json());
      if (answer.success) return answer.data.text;
    } catch (error) {
      throw explained(error);
    }
    throw new TranscriptionError(
      'the answer is not one of a transcription API; check SHOPWRIGHT_TRANSCRIPTION_URL',
    );
  };
}

function explained(error: unknown): unknown {
  if (error instanceof SyntaxError)
    return new TranscriptionError('the answer is no JSON; check SHOPWRIGHT_TRANSCRIPTION_URL');
  if (!(error instanceof OutboundError)) return error;
  const { kind, status, message } = error;
  if (kind !== 'http_status') return new TranscriptionError(message);
  if (status === 401 || status === 403)
    return new TranscriptionError(`${message}: SHOPWRIGHT_TRANSCRIPTION_KEY is not accepted`);
  if (status === 404)
    return new TranscriptionError(
      `${message}: check SHOPWRIGHT_TRANSCRIPTION_URL and SHOPWRIGHT_TRANSCRIPTION_MODEL`,
    );
  if (status === 400 || status === 413 || status === 415 || status === 422)
    return new TranscriptionError(`${message}: it does not take this recording, or not this model`);
  return new TranscriptionError(message);
}
