/**
 * Strokes of a flat drawing on a 400 × 400 canvas. Colors are tokens that `sampleImage` fills in: `$c` the product's
 * color, `$d` darker, `$l` lighter, `$n` ink, `$w` white.
 */
export const rect = (x: number, y: number, w: number, h: number, r: number, fill: string): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="$${fill}"/>`;
export const disc = (x: number, y: number, r: number, fill: string): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="$${fill}"/>`;
export const ring = (x: number, y: number, r: number, stroke: string, width: number): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="$${stroke}" stroke-width="${width}"/>`;
export const oval = (x: number, y: number, rx: number, ry: number, fill: string): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="$${fill}"/>`;
export const area = (d: string, fill: string): string => `<path d="${d}" fill="$${fill}"/>`;
export const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="$${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
