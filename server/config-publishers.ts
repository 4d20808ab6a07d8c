import { integer, setting } from './config-fields.ts';

const publishers = { group: 'Publishers' };
const DAY = 86_400_000;

/** Settings of who is credited with a sale, and of which sales are looked at before they are paid for. See publishers.md. */
export const publisherSettings = {
  attributionWindowMs: setting(
    'How long a publisher’s last work on a cart counts: bought later, the sale is credited to the next publisher, or to nobody.',
    { ...publishers, expects: `a whole number of milliseconds from 1000 to ${365 * DAY}` },
    integer(1_000, 365 * DAY).default(30 * DAY),
  ),
  publisherOrdersPerHour: setting(
    'Orders of one publisher in an hour; the commission of those beyond is held until you release or reject it.',
    { ...publishers, expects: 'a whole number, at least 1' },
    integer(1).default(30),
  ),
  publisherSessionsPerAddress: setting(
    'Sessions of one publisher that may send goods to one address within 30 days; the commission of those beyond is held.',
    { ...publishers, expects: 'a whole number, at least 1' },
    integer(1).default(3),
  ),
};
