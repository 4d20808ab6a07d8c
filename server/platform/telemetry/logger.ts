import { type Logger, pino, stdTimeFunctions } from 'pino';
import { redact, scrubText } from './redact.ts';

export type { Logger } from 'pino';

export interface LoggerConfig {
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  environment: 'development' | 'production' | 'test';
}

/** Takes whole lines, each with its newline. */
export interface LineSink {
  write(line: string): unknown;
}

/**
 * The log: JSON lines on standard error (standard output belongs to the MCP stdio transport and to the CLI), readable
 * lines in development. Credentials, session ids and personal data are removed by property name at any depth, and by
 * pattern from every text, so that an error message that quotes an email address does not leak it either.
 *
 * @example logger.info({ orderId, lines: 3 }, 'order placed')
 */
export function createLogger(config: LoggerConfig, sink?: LineSink): Logger {
  const target = sink ?? standardError();
  const out =
    config.environment === 'development' ? { write: (line: string) => target.write(readable(line)) } : target;
  const logger = pino(
    {
      level: config.logLevel,
      base: undefined,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      // The formatter above has made plain objects of errors by the time pino's own serializers would run.
      serializers: { err: (value: unknown) => value },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = args as unknown[];
          // pino would take the message of a bare error as the message of the line, unscrubbed.
          const bareError = first instanceof Error && rest.length === 0;
          const scrubbed = bareError ? [first, scrubText(first.message)] : args.map(scrubArgument);
          method.apply(this, scrubbed as Parameters<typeof method>);
        },
      },
    },
    out,
  );
  // pino does not run its formatters on the bindings of a child; children inherit this method.
  const child = logger.child;
  logger.child = function (this: Logger, bindings: object, options?: object) {
    return child.call(this, redact(bindings) as Record<string, unknown>, options);
  } as Logger['child'];
  return logger;
}

const WRITE_AT_CHARACTERS = 8_192;
const WRITE_AFTER_MS = 20;
let stderr: LineSink | undefined;

/**
 * Writes the lines of a moment at once, because a write costs more than a line does. What waits is written at exit. The
 * destination's own buffer is not used: flushing it waits for the disk each time.
 */
function standardError(): LineSink {
  if (stderr) return stderr;
  const destination = pino.destination({ fd: 2, sync: true, minLength: 0 });
  // A log that cannot be written, as on a full disk, is no reason to stop selling.
  destination.on('error', () => {});
  let waiting = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const lines = waiting;
    waiting = '';
    if (lines !== '') destination.write(lines);
  };
  process.on('exit', flush);
  stderr = {
    write: (line) => {
      waiting += line;
      if (waiting.length >= WRITE_AT_CHARACTERS) flush();
      else timer ??= setTimeout(flush, WRITE_AFTER_MS);
    },
  };
  return stderr;
}

function scrubArgument(argument: unknown): unknown {
  return typeof argument === 'string' ? scrubText(argument) : argument;
}

/** One JSON line as `12:30:05.120 info  order placed orderId=… lines=3`, with a stack on lines of its own. */
function readable(line: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const fields = Object.entries(rest).map(([key, value]) =>
    typeof value === 'object' && value !== null
      ? `${key}=${JSON.stringify(value)}`
      : `${key}=${String(value)}`,
  );
  const head = [String(time).slice(11, 23), String(level).padEnd(5), msg, ...fields]
    .filter(Boolean)
    .join(' ');
  const { stack, ...error } = (err ?? {}) as Record<string, unknown>;
  const detail = stack ?? (err === undefined ? undefined : JSON.stringify(error));
  return detail === undefined ? `${head}\n` : `${head}\n  ${String(detail).replaceAll('\n', '\n  ')}\n`;
}
