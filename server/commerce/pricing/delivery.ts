const DAY = 86_400_000;

/** Days since the epoch, UTC; day 0 was a Thursday. */
const isWeekend = (day: number): boolean => {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
};

function nextBusinessDay(day: number): number {
  let next = day;
  while (isWeekend(next)) next += 1;
  return next;
}

function addBusinessDays(day: number, count: number): number {
  let at = day;
  for (let left = count; left > 0; left--) at = nextBusinessDay(at + 1);
  return at;
}

const calendarDate = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

export interface DeliveryTimes {
  /** Business days before the parcel leaves. */
  handlingDays: number;
  /** UTC hour of the day from which an order counts as the next day's. */
  cutOffHour: number;
  /** Business days in transit. */
  minDays: number;
  maxDays: number;
}

/**
 * When a parcel ordered at `now` (ms, UTC) arrives: calendar dates `YYYY-MM-DD`, UTC. Saturdays and Sundays do not count;
 * public holidays do.
 */
export function deliveryEstimate(now: number, times: DeliveryTimes): { earliest: string; latest: string } {
  const today = Math.floor(now / DAY);
  const late = now - today * DAY >= times.cutOffHour * 3_600_000;
  const received = nextBusinessDay(late ? today + 1 : today);
  const leaves = addBusinessDays(received, times.handlingDays);
  return {
    earliest: calendarDate(addBusinessDays(leaves, times.minDays)),
    latest: calendarDate(addBusinessDays(leaves, Math.max(times.minDays, times.maxDays))),
  };
}
