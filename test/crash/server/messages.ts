import type { CrashPoint } from '../../../server/platform/crash-point.ts';
import type { settingsFor } from '../../fixtures/whatsapp/settings.ts';

/** Given to the server under test when it is started. */
export interface ServerOrder {
  dataDir: string;
  port: number;
  providerUrl: string;
  smtpPort: number;
  /** Where webhooks go. */
  hookUrl: string;
  /** Its account there. */
  whatsapp?: Omit<ReturnType<typeof settingsFor>, 'outboundAllow'>;
  /** What becomes of a message to a customer of which nobody knows whether it was sent. */
  onUnknown?: 'resend' | 'give_up';
  /** Milliseconds that its clock is ahead of the real one. */
  ahead: number;
  /** A guard to take away; see mutations.ts. */
  without?: string;
  /** Ends at this point on its way up. */
  arm?: Arm;
  /** Fills the shop and stops. */
  prepare?: boolean;
  /** How many versions later it is than the template; see old-schema.ts. */
  later?: number;
}

export interface Arm {
  point: CrashPoint;
  nth: number;
}

/** The disk is full from a moment on, as at a crash point. */
export interface Fill {
  point: CrashPoint;
  /** The time of coming there; then each such time again where `again` is set. */
  nth: number;
  again: boolean;
  /** Milliseconds. */
  lasts: number;
  /** There is room sooner when the point is passed once more, by what is tried again after it failed. */
  tillRetry: boolean;
}

export type ToServer = { arm: Arm } | { settle: number } | { fill: Fill } | { suspendAt: CrashPoint };
export type FromServer =
  | { ready: true }
  | { failed: string }
  /** `unfinished`: jobs that are not done, in words. */
  | { settled: true; ahead: number; unfinished: string[] };

export const ADMIN_KEY = 'crash-suite-admin-key-0123456789';
