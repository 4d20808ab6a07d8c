const REDACTED = '[redacted]';
const MAX_DEPTH = 8;

/**
 * Property names that hold credentials or personal data, in any case and with any separator (`session_id`,
 * `Session-Id` and `sessionId` are one name).
 */
const SENSITIVE = new Set([
  ...['authorization', 'proxyauthorization', 'cookie', 'cookies', 'setcookie', 'password', 'secret', 'token'],
  ...[
    'accesstoken',
    'refreshtoken',
    'csrftoken',
    'key',
    'apikey',
    'adminkey',
    'embeddingskey',
    'privatekey',
    'otelheaders',
    'smtpurl',
  ],
  ...['session', 'sessionid', 'bearer', 'credential', 'credentials', 'continueurl', 'otp', 'onetimecode'],
  ...[
    'email',
    'phone',
    'phonenumber',
    'address',
    'addresses',
    'shippingaddress',
    'billingaddress',
    'recipient',
  ],
  ...['firstname', 'lastname', 'fullname', 'street', 'line1', 'line2', 'postalcode', 'ip', 'remoteaddress'],
]);

/** Names looked at before: there are few, on many lines. */
const verdicts = new Map<string, boolean>();
const KEPT_VERDICTS = 1_000;

function isSensitive(key: string): boolean {
  const known = verdicts.get(key);
  if (known !== undefined) return known;
  const verdict = SENSITIVE.has(key.replace(/[-_.\s]/g, '').toLowerCase());
  if (verdicts.size < KEPT_VERDICTS) verdicts.set(key, verdict);
  return verdict;
}

/**
 * A copy of `value` that may be logged: sensitive properties are replaced at any depth, texts are scrubbed, errors
 * become plain objects with their stack and causes, and what is nested deeper than eight levels is cut.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '[too deep]';
  if (value instanceof Error) return errorFields(value, depth);
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const copy: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const hidden = isSensitive(key) && item !== undefined;
    copy[key] = hidden ? REDACTED : redact(item, depth + 1);
  }
  return copy;
}

/** Only these: a driver's error object often carries the query and its parameters. */
function errorFields(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return {
    type: name,
    message: scrubText(message),
    ...(code === undefined ? {} : { code: redact(code, depth + 1) }),
    ...(stack === undefined ? {} : { stack: scrubText(stack) }),
    ...(cause === undefined ? {} : { cause: redact(cause, depth + 1) }),
  };
}

/** Every repetition is bounded, so that a long text costs linear time. */
const PATTERNS: readonly [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{4,4096}/gi, `$1 ${REDACTED}`],
  [/[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[a-z]{2,24}\b/gi, '[email]'],
  [/(?<![\w+])\+\d(?:[ ().-]{0,2}\d){7,14}(?!\d)/g, '[phone]'],
  [
    /\b(?:ses|sess|session|key|sk|tok|token|secret)_[0-9A-Za-z]{16,256}(?:[._][0-9A-Za-z_-]{1,256})?/g,
    '[secret]',
  ],
  [/\beyJ[\w-]{8,4096}\.[\w-]{2,8192}\.[\w-]{0,4096}/g, '[jwt]'],
];

/** Holds wherever one of the patterns does. Most texts are free of it, and one look is cheaper than five. */
const SUSPICIOUS = /[@+]|eyJ|(?:sess?|session|key|sk|tok|token|secret)_|(?:Bearer|Basic)\s/i;

/** Replaces what looks like a credential, an email address or a phone number in free text. */
export function scrubText(text: string): string {
  if (!SUSPICIOUS.test(text)) return text;
  let out = text;
  for (const [pattern, replacement] of PATTERNS) out = out.replace(pattern, replacement);
  return out;
}
