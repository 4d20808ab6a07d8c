import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A recording as it came. */
export interface Heard {
  name: string;
  type: string;
  bytes: Uint8Array;
  model: string;
}

/** What becomes of it. */
export type Hearing =
  | { text: string }
  | { status: number }
  | { body: string }
  /** Answers nothing until the client gives up. */
  | { silent: true }
  | { hangUp: true };

const ENDINGS = ['flac', 'mp3', 'mp4', 'mpeg', 'mpga', 'm4a', 'ogg', 'wav', 'webm'];
const MAX_BYTES = 25 * 2 ** 20;
const FIELDS: Readonly<Record<string, RegExp>> = {
  model: /^(whisper-1|gpt-4o(-mini)?-transcribe(-diarize)?)$/,
  language: /^[a-z]{2}$/,
  prompt: /^[\s\S]*$/,
  response_format: /^(json|text|srt|verbose_json|vtt)$/,
  temperature: /^(0(\.\d+)?|1(\.0+)?)$/,
  stream: /^false$/,
};

/** By its first bytes: the service decodes what it gets. */
const isSound = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return /^(OggS|RIFF....WAVE|ID3|fLaC|....ftyp|.\x45\xdf\xa3|\xff[\xe2-\xff])/s.test(head);
};

/**
 * OpenAI's `POST /v1/audio/transcriptions` as its reference describes it
 * (https://platform.openai.com/docs/api-reference/audio/createTranscription): multipart fields, formats by the ending of the name, sizes.
 */
export async function transcribe(
  req: IncomingMessage,
  res: ServerResponse,
  key: string,
  script: { hears: (file: Heard) => Hearing; heard: Heard[] },
): Promise<void> {
  const send = (status: number, body: unknown): void => {
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  };
  const refuse = (status: number, message: string, param: string | null = null): void =>
    send(status, { error: { message, type: 'invalid_request_error', param, code: null } });
  const body = await buffer(req);
  if (req.method !== 'POST') return refuse(405, 'Method not allowed');
  if (req.headers.authorization !== `Bearer ${key}`) return refuse(401, 'Incorrect API key provided');
  const type = req.headers['content-type'] ?? '';
  if (!/^multipart\/form-data; ?boundary=/.test(type)) return refuse(400, 'Could not parse multipart form');
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } }).formData();
  } catch {
    return refuse(400, 'Could not parse multipart form');
  }
  for (const [name, value] of form) {
    if (name === 'file') continue;
    if (!FIELDS[name]) return refuse(400, `Unrecognized request argument supplied: ${name}`, name);
    if (typeof value !== 'string' || !FIELDS[name].test(value)) {
      if (name === 'model') return refuse(404, `The model \`${String(value)}\` does not exist`, name);
      return refuse(400, `Invalid value for ${name}`, name);
    }
  }
  const [file, model, format] = [form.get('file'), form.get('model'), form.get('response_format')];
  if (typeof model !== 'string') return refuse(400, 'you must provide a model parameter', 'model');
  if (!(file instanceof File)) return refuse(400, "Missing required parameter: 'file'", 'file');
  if (file.size > MAX_BYTES)
    return refuse(413, `Maximum content size limit (${MAX_BYTES}) exceeded (${file.size} bytes read)`);
  const ending = file.name.split('.').at(-1) ?? '';
  if (!ENDINGS.includes(ending))
    return refuse(400, `Invalid file format. Supported formats: ${JSON.stringify(ENDINGS)}`, 'file');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!isSound(bytes)) return refuse(400, 'Audio file might be corrupted or unsupported', 'file');
  if (format !== null && format !== 'json')
    return refuse(400, `This stand-in answers json only, not ${String(format)}`, 'response_format');
  const heard: Heard = { name: file.name, type: file.type, bytes, model };
  script.heard.push(heard);
  const answer = script.hears(heard);
  if ('silent' in answer) return;
  if ('hangUp' in answer) return void res.destroy();
  if ('status' in answer)
    return send(answer.status, { error: { type: 'server_error', message: 'scripted' } });
  if ('body' in answer)
    return void res.writeHead(200, { 'Content-Type': 'application/json' }).end(answer.body);
  send(200, { text: answer.text, usage: { type: 'duration', seconds: 2 } });
}
