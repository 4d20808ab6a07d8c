export type MediaKind = 'image' | 'voice';
export interface MediaType {
  kind: MediaKind;
  mediaType: string;
}

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));
const begins = (bytes: Uint8Array, ...first: number[]): boolean =>
  first.every((byte, index) => bytes[index] === byte);

/** No picture and no recording has fewer bytes. */
const SHORTEST = 16;
/** Brands of MP4 files that hold sound (https://mp4ra.org/registered-types/brands); pictures such as HEIC have others. */
const MP4_BRANDS = new Set(['M4A ', 'M4B ', 'mp41', 'mp42', 'isom', 'iso2', 'iso5', 'iso6', 'dash']);

/** What bytes are, by how they begin: what a sender says of them is not believed. Undefined: nothing that is taken. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | undefined {
  if (bytes.length < SHORTEST) return undefined;
  const image = (type: string): MediaType => ({ kind: 'image', mediaType: `image/${type}` });
  const voice = (type: string): MediaType => ({ kind: 'voice', mediaType: `audio/${type}` });
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return image('png');
  if (begins(bytes, 0xff, 0xd8, 0xff)) return image('jpeg');
  const six = ascii(bytes, 0, 6);
  if (six === 'GIF87a' || six === 'GIF89a') return image('gif');
  const four = six.slice(0, 4);
  if (four === 'RIFF') {
    const form = ascii(bytes, 8, 12);
    if (form === 'WEBP') return image('webp');
    if (form === 'WAVE') return voice('wav');
    return undefined;
  }
  const head = ascii(bytes, 0, 64);
  if (four === 'OggS') return head.includes('OpusHead') || head.includes('vorbis') ? voice('ogg') : undefined;
  if (begins(bytes, 0x1a, 0x45, 0xdf, 0xa3)) return head.includes('webm') ? voice('webm') : undefined;
  if (ascii(bytes, 4, 8) === 'ftyp') return MP4_BRANDS.has(ascii(bytes, 8, 12)) ? voice('mp4') : undefined;
  if (six.startsWith('ID3')) return voice('mpeg');
  // An MPEG frame: eleven bits of sync, a version and a layer that exist.
  if (
    begins(bytes, 0xff) &&
    (bytes[1]! & 0xe0) === 0xe0 &&
    (bytes[1]! & 0x18) !== 0x08 &&
    (bytes[1]! & 0x06) !== 0
  )
    return voice('mpeg');
  return undefined;
}
