import { createParser } from 'eventsource-parser';
import { excerpt } from './ask.ts';
import { TargetError } from './error.ts';

export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  readonly id?: string | undefined;
}

/** Far above any reply; what goes on longer is no reply. */
const MAX_CHARACTERS = 2_000_000;

/**
 * The events of an answer (https://html.spec.whatwg.org/multipage/server-sent-events.html), as they come.
 * @throws TargetError `protocol` when it is no event stream, breaks off or never ends
 */
export async function* events(response: Response): AsyncGenerator<StreamEvent> {
  const type = response.headers.get('content-type') ?? '';
  if (!response.body) throw new TargetError('protocol', 'the answer has no body');
  const waiting: StreamEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data, id }) => waiting.push({ event: event ?? 'message', data, id }),
    // The standard passes over lines that it does not know.
    onError: () => {},
  });
  const decoder = new TextDecoder();
  let seen = 0;
  let count = 0;
  let head = '';
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { value, done } = await read(reader);
      if (done) break;
      const text = decoder.decode(value, { stream: true });
      head = head.length < 400 ? head + text : head;
      seen += text.length;
      if (seen > MAX_CHARACTERS) throw new TargetError('protocol', 'the stream goes on for more than 2 MB');
      parser.feed(text);
      for (const event of waiting.splice(0)) {
        count += 1;
        yield event;
      }
    }
    parser.feed(`${decoder.decode()}\n\n`);
    for (const event of waiting.splice(0)) {
      count += 1;
      yield event;
    }
    if (count === 0)
      throw new TargetError(
        'protocol',
        `the answer (${type || 'no content type'}) is no event stream: ${excerpt(head)}`,
      );
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (error) {
    if (error instanceof DOMException) throw error;
    throw new TargetError('protocol', `the stream broke off: ${(error as Error).message}`);
  }
}
