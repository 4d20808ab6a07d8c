/** Where parts of the platform report what no caller awaits. A pino logger fits. */
export interface Log {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export const silentLog: Log = { warn: () => {}, error: () => {} };
