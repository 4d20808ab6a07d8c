/**
 * Function words of English, Spanish, Portuguese, German and French, folded. Words that are also the name of a thing
 * sold somewhere (`pro`, `sin`, `son`, `car`, `as`) are left out.
 */
const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'a an and are at be by for from i in is it me my of on or that the this to we with you your some any',
    'el la los las un una unos unas y o de del al en con por para que es su mi lo se',
    'os um uma uns umas e do da dos das no na nos em com ao aos meu minha',
    'der die das den dem des ein eine einen einem einer und oder mit fur von zu im am auf bei ist',
    'le les une des et ou du dans avec pour sur au aux est qui mon ma ce cette',
  ]
    .join(' ')
    .split(' '),
);

export const isStopWord = (folded: string): boolean => STOP_WORDS.has(folded);
