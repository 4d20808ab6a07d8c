import { HOME } from './image-shapes-home.ts';
import { TECH } from './image-shapes-tech.ts';
import { WEAR } from './image-shapes-wear.ts';

const SHAPES: Readonly<Record<string, string>> = { ...WEAR, ...HOME, ...TECH };

const COLORS: Readonly<Record<string, string>> = {
  black: '#33363d',
  white: '#f4f2ec',
  gray: '#9aa0a6',
  graphite: '#565c66',
  silver: '#c3c9cf',
  navy: '#2b3f66',
  blue: '#3b73c4',
  sky: '#86bce0',
  teal: '#2f8583',
  forest: '#3d6b4c',
  olive: '#7c7f43',
  mint: '#9ed3b8',
  sand: '#d6be95',
  cream: '#efe3c8',
  brown: '#86583c',
  walnut: '#6d4b36',
  oak: '#c39a64',
  copper: '#bf7650',
  brass: '#c5a14e',
  red: '#c8423f',
  brick: '#a9513c',
  orange: '#e5813a',
  yellow: '#eec443',
  mustard: '#cf9c30',
  rose: '#dc95a2',
  lilac: '#b7a3d6',
  plum: '#75446e',
};

type Rgb = [number, number, number];
const parse = (hex: string): Rgb => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
/** `share` of `to` mixed into `from`, as `#rrggbb`. */
function mix(from: string, to: string, share: number): string {
  const target = parse(to);
  const parts = parse(from).map((part, at) => Math.round(part + (target[at]! - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * The picture of a sample product, drawn on request so that the shop ships no image files.
 * @param name kind and color as in `/sample/images/{name}.svg`: `backpack-forest`
 * @returns an SVG document, or undefined when there is no such kind or color
 */
export function sampleImage(name: string): string | undefined {
  const match = /^([a-z]+)-([a-z]+)$/.exec(name);
  if (!match || !Object.hasOwn(SHAPES, match[1]!) || !Object.hasOwn(COLORS, match[2]!)) return undefined;
  const color = COLORS[match[2]!]!;
  const fills: Record<string, string> = {
    c: color,
    d: mix(color, '#1b1e24', 0.32),
    l: mix(color, '#ffffff', 0.55),
    n: '#3a3e46',
    w: '#fffdf8',
  };
  // A pale product stands before a darker wall, or it would vanish.
  const pale = Math.min(...parse(color)) > 180;
  const [top, bottom] = pale
    ? ['#c3cdd2', '#a5b2b9']
    : [mix(color, '#f3f0ea', 0.84), mix(color, '#e4dfd5', 0.72)];
  const drawing = SHAPES[match[1]!]!.replace(/\$([cdlnw])/g, (_, token: string) => fills[token]!);
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400" role="img">' +
    `<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient></defs>` +
    '<rect width="400" height="400" fill="url(#g)"/>' +
    '<ellipse cx="200" cy="326" rx="130" ry="12" fill="#000" opacity=".08"/>' +
    `${drawing}</svg>`
  );
}
