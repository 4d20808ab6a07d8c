import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  AVI,
  GIF,
  HEIC,
  JPEG,
  M4A,
  MP3,
  MP3_FRAMES,
  OGG,
  PDF,
  PNG,
  SVG,
  WAV,
  WEBM,
  WEBP,
} from '../../test/fixtures/media.ts';
import { mediaTypeOf } from './media-type.ts';

const TAKEN: [string, Uint8Array][] = [
  ['image/png', PNG],
  ['image/jpeg', JPEG],
  ['image/gif', GIF],
  ['image/webp', WEBP],
  ['audio/ogg', OGG],
  ['audio/webm', WEBM],
  ['audio/mpeg', MP3],
  ['audio/mpeg', MP3_FRAMES],
  ['audio/mp4', M4A],
  ['audio/wav', WAV],
];

it.each(TAKEN)('knows %s by its bytes', (mediaType, bytes) => {
  const kind = mediaType.startsWith('image') ? 'image' : 'voice';
  expect(mediaTypeOf(bytes)).toEqual({ kind, mediaType });
});

it('takes nothing else', () => {
  for (const bytes of [HEIC, PDF, SVG, AVI]) expect(mediaTypeOf(bytes)).toBeUndefined();
});

it('does not fall over any bytes, nor over a file that was cut off', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => void mediaTypeOf(bytes)));
  for (const [, bytes] of TAKEN)
    for (let length = 0; length < 16; length++)
      expect(mediaTypeOf(bytes.subarray(0, length))).toBeUndefined();
});
