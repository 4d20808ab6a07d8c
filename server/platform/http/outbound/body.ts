import { defineGuard } from '../../guard.ts';

const tooLong = defineGuard('outbound:size', 'No answer fills the memory.');

/** Of the body of one answer. */
export interface BodyLimits {
  /** After decompression. */
  readonly maxBytes: number;
  /** Milliseconds that may pass without a byte. */
  readonly idleMs: number;
  /** Raised in the reader when the limit is passed. */
  readonly tooLarge: () => Error;
  readonly idle: () => Error;
  /** What an error of the source is to the reader. */
  readonly translate: (error: unknown) => unknown;
  /** Called once, when the body has ended, whichever way. */
  readonly onEnd: () => void;
}

/** The same bytes, read no faster than asked for, that fail where a limit is passed; the source is then cancelled. */
export function limited(source: ReadableStream<Uint8Array>, limits: BodyLimits): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let bytes = 0;
  const stop = (reason: unknown): void => {
    limits.onEnd();
    reader.cancel(reason).catch(() => {});
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await within(reader.read(), limits.idleMs, limits.idle);
          if (done) {
            limits.onEnd();
            controller.close();
            return;
          }
          bytes += value.byteLength;
          if (tooLong(bytes > limits.maxBytes)) throw limits.tooLarge();
          controller.enqueue(value);
        } catch (error) {
          stop(error);
          controller.error(limits.translate(error));
        }
      },
      cancel: stop,
    },
    // Nothing is read ahead: a server event is handed on when it comes, and no sooner taken than wanted.
    { highWaterMark: 0 },
  );
}

async function within<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(late()), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}
