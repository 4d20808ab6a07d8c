const BASE_MS = 2000;
const FACTOR = 3;
const MAX_MS = 3_600_000;

/**
 * How long to wait after the given number of failures, milliseconds: 2 s, 6 s, 18 s … at most an hour, of which a random
 * half is left out, so that what failed together does not come back together. Eight tries span about half an hour.
 * @param random in [0, 1)
 */
export function backoffMs(failures: number, random: number): number {
  const whole = Math.min(MAX_MS, BASE_MS * FACTOR ** Math.max(0, failures - 1));
  return Math.round(whole / 2 + (whole / 2) * random);
}
