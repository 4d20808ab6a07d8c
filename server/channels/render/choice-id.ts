import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What a button says when it is tapped travels in its id, so nothing has to be remembered: `s:` and the words; `z:` and the
 * words compressed, where they are longer than an id may be; `t:` where they do not fit even so, and the label is what is
 * said. A number before the colon tells apart two buttons of a message that say the same.
 */
export function choiceId(send: string, limit: number, taken: ReadonlySet<string>): string {
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

/** At most so many bytes come out of an id, whoever made it. */
const MAX_SAID = 4096;

/** @param label as it is told with the id. @returns what was said by the tap; the label for an id that is none of ours */
export function saidBy(id: string, label: string): string {
  const match = /^([szt])\d*:(.*)$/su.exec(id);
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
