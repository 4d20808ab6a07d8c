import { createPrivateKey, type KeyObject } from 'node:crypto';

/** Ids of a form by language, from `en:123456,es:654321`. Undefined for anything else. */
export function readFlowIds(text: string): ReadonlyMap<string, string> | undefined {
  const parts = text.split(',').map((part) => /^\s*([a-z]{2}):(\d{5,25})\s*$/.exec(part));
  if (parts.includes(null)) return undefined;
  return new Map(parts.map((part) => [part![1]!, part![2]!]));
}

/** Private RSA keys, each from PEM in base64, the one that is used now first: `NEW,OLD`. Undefined for anything else. */
export function readFlowKeys(text: string): KeyObject[] | undefined {
  const keys = text.split(',').map((one) => readFlowKey(one.trim()));
  return keys.includes(undefined) ? undefined : (keys as KeyObject[]);
}

function readFlowKey(text: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(Buffer.from(text, 'base64').toString('utf8'));
    return key.asymmetricKeyType === 'rsa' ? key : undefined;
  } catch {
    return undefined;
  }
}
