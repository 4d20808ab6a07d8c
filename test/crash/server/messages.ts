import type { CrashPoint } from '../../../server/platform/crash-point.ts';

/** Given to the server under test when it is started. */
export interface ServerOrder {
  dataDir: string;
  port: number;
  providerUrl: string;
  smtpPort: number;
  /** Where webhooks go. */
  hookUrl: string;
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

export type ToServer =
  | { arm: Arm }
  | { settle: number }
  | { fillDiskAfterCharge: number }
  | { suspendAt: CrashPoint };
export type FromServer =
  | { ready: true }
  | { failed: string }
  /** `unfinished`: jobs that are not done, in words. */
  | { settled: true; ahead: number; unfinished: string[] };

export const ADMIN_KEY = 'crash-suite-admin-key-0123456789';
