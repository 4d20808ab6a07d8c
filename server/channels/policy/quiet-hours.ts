/** Local hours between which nobody is disturbed, `from` included, `to` excluded; and those of a Sunday where they differ. */
export interface AwakeHours {
  from: number;
  to: number;
  sunday?: { from: number; to: number };
}

/** Of all rules: for somebody of whom the place is not known. */
export const STRICTEST: AwakeHours = { from: 9, to: 20, sunday: { from: 12, to: 20 } };
/** Somewhere in the US: the state is not known. */
export const US_SOMEWHERE = 'US-*';

/**
 * When promotions may be sent, by country or state (ISO 3166). US: 47 CFR 64.1200(c)(1), 8 to 21; Florida (501.059), Oklahoma
 * (15 O.S. 775C), Maryland (Com. Law 14-4502), to 20; Texas (Bus. & Com. 304, 9 to 21, Sundays 12 to 21); Connecticut
 * (42-288a), 9 to 20. Elsewhere as the merchant sets it. Not legal advice.
 */
export const AWAKE_HOURS: Readonly<Record<string, AwakeHours>> = {
  US: { from: 8, to: 21 },
  [US_SOMEWHERE]: STRICTEST,
  'US-FL': { from: 8, to: 20 },
  'US-OK': { from: 8, to: 20 },
  'US-MD': { from: 8, to: 20 },
  'US-TX': { from: 9, to: 21, sunday: { from: 12, to: 21 } },
  'US-CT': { from: 9, to: 20 },
};

const STEP_MS = 15 * 60_000;
const LONGEST_MS = 48 * 60 * 60_000;
const SUNDAY = 'Sun';

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(zone, made);
  return made;
}

function awakeAt(at: number, zone: string, { from, to, sunday }: AwakeHours): boolean {
  const parts = clockOf(zone).formatToParts(at);
  const hour = Number(parts.find(({ type }) => type === 'hour')!.value);
  const isSunday = parts.find(({ type }) => type === 'weekday')!.value === SUNDAY;
  const day = isSunday && sunday ? sunday : { from, to };
  return hour >= day.from && hour < day.to;
}

/**
 * When somebody may be disturbed: `now`, or the first quarter of an hour after it.
 * @param place zones as in the IANA database. Several where the place is not certain: all of them must be awake
 */
export function nextAwake(
  now: number,
  place: { zones: readonly string[]; region?: string; hours?: AwakeHours },
): number {
  const { region } = place;
  const known = region === undefined ? undefined : AWAKE_HOURS[region];
  // What the merchant wishes does not go before what the law says.
  const hours = known ?? (region?.startsWith('US') ? AWAKE_HOURS.US : undefined) ?? place.hours ?? STRICTEST;
  const awake = (at: number): boolean => place.zones.every((zone) => awakeAt(at, zone, hours));
  if (awake(now)) return now;
  const quarter = Math.ceil((now + 1) / STEP_MS) * STEP_MS;
  for (let at = quarter; at <= now + LONGEST_MS; at += STEP_MS) if (awake(at)) return at;
  // Zones so far apart that they are never awake together.
  return now + LONGEST_MS;
}
