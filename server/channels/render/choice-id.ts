import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What a button says when it is tapped travels in its id, so nothing has to be remembered: `s:` and the words; `z:` and the
 * words compressed, where they are longer than an id may be; `t:` where they do not fit even so, and the label is what is
 * said. A number before the colon tells apart two buttons of a message that say the same. `p:`, a variant's id and another colon stand in
 * front of what is said of a product, where there is room: names alone may be another's as well.
 */
export function choiceId(
  send: string,
  limit: number,
  taken: ReadonlySet<string>,
  variantId?: string,
): string {
  if (variantId !== undefined && /^[\w.-]+$/.test(variantId)) {
    const front = `p:${variantId}:`;
    const rest = new Set([...taken].flatMap((id) => (id.startsWith(front) ? [id.slice(front.length)] : [])));
    if (front.length + MIN_SAID <= limit) return front + choiceId(send, limit - front.length, rest);
  }
  const packed = deflateRawSync(Buffer.from(send, 'utf8'), { level: 9 }).toString('base64url');
  for (let copy = 0; ; copy += 1) {
    const number = copy === 0 ? '' : String(copy);
    const plain = `s${number}:${send}`;
    const short = `z${number}:${packed}`;
    // Some vendors trim ids.
    const id = plain.length <= limit && plain.trim() === plain ? plain : short;
    const fitting = id.length <= limit ? id : `t${number}:`;
    if (!taken.has(fitting)) return fitting;
  }
}

/** Characters that are left for what is said. */
const MIN_SAID = 40;
const PRODUCT = /^p:([\w.-]+):/;

/** The variant that a button of ours is about. */
export const variantOf = (id: string): string | undefined => PRODUCT.exec(id)?.[1];

/** At most so many bytes come out of an id, whoever made it. */
const MAX_SAID = 4096;

/** @param label as it is told with the id. @returns what was said by the tap; the label for an id that is none of ours */
export function saidBy(id: string, label: string): string {
  const match = /^([szt])\d*:(.*)$/su.exec(id.replace(PRODUCT, ''));
  if (match?.[1] === 's' && match[2] !== '') return match[2]!;
  if (match?.[1] === 'z') {
    try {
      const bytes = inflateRawSync(Buffer.from(match[2]!, 'base64url'), { maxOutputLength: MAX_SAID });
      return bytes.toString('utf8');
    } catch {
      return label;
    }
  }
  return label;
}
