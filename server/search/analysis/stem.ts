const IRREGULAR: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tvs: 'tv',
    pcs: 'pc',
    cds: 'cd',
    mice: 'mous',
    men: 'man',
    women: 'woman',
    children: 'child',
    feet: 'foot',
    teeth: 'tooth',
    knives: 'knife',
    buses: 'bus',
    lens: 'lens',
    lenses: 'lens',
    news: 'news',
    gas: 'gas',
    canvas: 'canvas',
    atlas: 'atlas',
    texas: 'texas',
  }),
);
const DIGIT = /\d/;
const PLURAL_ES = /(?:ss|x|zz|tz|sh|ch)es$/;

/**
 * The light stem every word is indexed under, the same for all languages because nobody says in which one a query is:
 * plural `s`, the `e` and `y`/`ie` before it. It never touches what could tell two things apart (`printer`, `print`).
 * @param word folded
 */
export function stem(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length < 4 || DIGIT.test(word)) return word;
  let s = word;
  if (s.endsWith('s')) {
    if (s.endsWith('ies') && s.length > 4) return `${s.slice(0, -3)}i`;
    if (s.endsWith('lves')) return `${s.slice(0, -3)}f`;
    if (PLURAL_ES.test(s) && s.length > 4) return s.slice(0, -2);
    const before = s.charCodeAt(s.length - 2);
    if (before === 0x73 || before === 0x75 || before === 0x69) return s; // ss, us, is: not a plural
    s = s.slice(0, -1);
  }
  if (s.length < 5) return s;
  if (s.endsWith('ie')) return s.slice(0, -1);
  if (s.endsWith('e')) return s.slice(0, -1);
  if (s.endsWith('y') && !'aeiou'.includes(s.charAt(s.length - 2))) return `${s.slice(0, -1)}i`;
  return s;
}

/** Gender and number of Spanish, Portuguese and French: `negras` and `negro` share a key. Undefined when there is none. */
export function romanceKey(word: string): string | undefined {
  if (word.length < 4 || DIGIT.test(word)) return undefined;
  let s = word;
  if (s.endsWith('oes') || s.endsWith('aes')) s = `${s.slice(0, -3)}ao`;
  else if (s.endsWith('aux') || s.endsWith('ais')) s = `${s.slice(0, -3)}al`;
  else if (s.endsWith('eis')) s = `${s.slice(0, -3)}el`;
  else if (s.endsWith('ces')) s = `${s.slice(0, -3)}z`;
  else if (s.endsWith('ns')) s = `${s.slice(0, -2)}m`;
  else if (s.endsWith('s')) s = s.slice(0, -1);
  if (s.length > 4 && s.endsWith('che')) s = s.slice(0, -2);
  else if (s.length > 3 && /[aoe]$/.test(s)) s = s.slice(0, -1);
  return s;
}

/** Endings of German nouns and adjectives: `Bücher` and `Buch`, `schwarze` and `schwarzes` share a key. */
export function germanKey(word: string): string | undefined {
  if (word.length < 4 || DIGIT.test(word)) return undefined;
  const s = word.replace(/(?:ern|em|er|en|es|e|s|n)$/, '');
  return s.length < 3 ? undefined : s;
}
