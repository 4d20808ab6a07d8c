import { fold } from '../analysis/fold.ts';
import { germanKey, romanceKey, stem } from '../analysis/stem.ts';

/** Colours in English, Spanish, Portuguese, German and French; the first name is the one that is reported. */
const COLORS = `
black, negro, preto, schwarz, noir, noire
white, blanco, branco, weiß, blanc, blanche
gray, grey, gris, cinza, cinzento, grau
silver, plateado, plata, prateado, prata, silber, silbern, argent, argenté
gold, golden, dorado, oro, dourado, ouro, golden, doré
red, rojo, vermelho, rot, rouge
blue, azul, blau, bleu, bleue
green, verde, grün, vert, verte
yellow, amarillo, amarelo, gelb, jaune
orange, naranja, laranja
pink, rosa, rose, cor-de-rosa
purple, violet, morado, púrpura, roxo, violeta, lila, violett, pourpre
brown, marrón, castanho, marrom, braun, marron, brun
beige, beis, bege
navy, azul marino, azul-marinho, marineblau, bleu marine
turquoise, turquesa, türkis
burgundy, granate, bordeaux, bordô
cream, crema, creme, crème
multicolor, multicolour, multicolored, mehrfarbig, multicolore
transparent, transparente, clear, durchsichtig
`;
const keysOf = (word: string): string[] => {
  const romance = romanceKey(word);
  const german = germanKey(word);
  // Short words have no endings to lose, but inflections that lead to them: `rote` to `rot`.
  return [stem(word), `r~${romance ?? word}`, `g~${german ?? word}`];
};

/** Every name of a colour under its keys. */
const BY_KEY = new Map<string, readonly string[]>();
for (const line of COLORS.trim().split('\n')) {
  const names = [...new Set(line.split(',').map((name) => fold(name.trim())))];
  for (const name of names) {
    if (/[\s-]/.test(name)) continue;
    for (const key of keysOf(name)) if (!BY_KEY.has(key)) BY_KEY.set(key, names);
  }
}

/** All names of the colour that a word means, the one to report first. @param word folded */
export function colorNames(word: string): readonly string[] | undefined {
  const exact = BY_KEY.get(stem(word));
  if (exact || word.length < 4) return exact;
  for (const key of keysOf(word)) {
    const names = BY_KEY.get(key);
    if (names) return names;
  }
  return undefined;
}

export const isColor = (word: string): boolean => BY_KEY.has(stem(word));
