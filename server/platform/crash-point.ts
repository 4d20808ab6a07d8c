/** Moments at which a crash is most likely to leave something half done. The crash suite (test/crash/) ends the process there. */
export type CrashPoint =
  | 'store.before-commit'
  | 'store.after-commit'
  | 'schema.change'
  | 'schema.migration'
  | 'payment.before-charge'
  | 'payment.after-charge'
  | 'commission.before-entries'
  | 'commission.after-entries'
  | 'refund.before-record'
  | 'job.before-effect'
  | 'job.after-effect'
  | 'import.chunk'
  | 'index.rebuild'
  | 'index.snapshot'
  | 'turn.before-commit'
  | 'turn.after-commit'
  | 'webhook.before-send'
  | 'webhook.after-send'
  | 'intake.before-commit'
  | 'intake.after-commit'
  | 'channel.before-send'
  | 'channel.after-send';

let reached: ((point: CrashPoint) => void) | undefined;

/** Nothing, unless a test harness listens: no setting and no request leads here. */
export function crashPoint(point: CrashPoint): void {
  reached?.(point);
}

/** For test harnesses that start the server in their own process. Only one listens at a time. */
export function onCrashPoint(listener: ((point: CrashPoint) => void) | undefined): void {
  reached = listener;
}
