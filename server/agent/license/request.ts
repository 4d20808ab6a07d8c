import { folded } from '../../platform/folded.ts';

interface Language {
  /** How a question begins that asks for something to be done: "can you add…?" */
  polite: string;
  /** Makes a whole sentence a supposition, a question of manner, or somebody else's words. */
  supposes: string;
  /** Says in its clause what once was, is for later, or what somebody else did. */
  elsewhere: string;
  /** In the clause of what is not to be done. */
  not: string;
}

/** Words in folded form (lower case, no accents), as whole words; a stem ends in `*`. */
const LANGUAGES: Readonly<Record<string, Language>> = {
  en: {
    supposes: 'if|i wish|unless|maybe|perhaps|suppose|supposing|said|says|told me|who|why|when|how|wondering',
    polite:
      'can you|could you|would you|will you|can i get|can i have|can i order|can i buy|can i pay|can we|could i get|could i have|may i have|may i get|how about adding|please|let s|shall we',
    elsewhere:
      'might|would have|later|another time|some day|next time|next month|next week|not yet|yesterday|last week|last month|last year|last time|ago|already|he|she|they|somebody|someone|anyone|anybody|everyone|people|my wife would|my husband would|friend|cousin|brother|sister|bought|ordered|used to|added|was thinking|thinking about|wonder*|what does|what is|what s|is it|is there|are there|is that|does it|do you|did you|have you|keep for|mean|would you take|would you buy|would you pick|would you choose',
    not: 'not|don t|dont|do not|didn t|never|no need to|without|won t|wouldn t|shouldn t|instead of|rather than|before i|before you',
  },
  es: {
    supposes:
      'ojala|pudiera|si me|si te|si se|si hay|si hubiera|si fuera*|si fueran|si tuviera*|si no|si es|si esta|cuando|quizas|quiza|tal vez|a lo mejor|dice|dijo|ha dicho|por que|pero antes',
    polite:
      'puedes|puede|podrias|podria|podes|me pones|me pone|me das|me da|me lo pones|me anades|me apuntas|quieres|quisiera|por favor|porfa|vamos',
    elsewhere:
      'si lo|si los|igual|ayer|pasad*|hace|ya lo|ya la|ya esta|luego|mas tarde|otro dia|otra vez|antes|todavia no|aun no|mi primo|mi prima|mi amigo|mi amiga|mi hermano|mi hermana|alguien|la gente|ella|compre|pedi|use|uso|anadi|anadiste|que significa|para que|como|quien|pensaba|pensando|guardo|comprar* si|anadiria*|compraria*|llevaria*|dicen que|se puede',
    not: 'no|no lo|no la|no los|no las|no me|nunca|sin|tampoco|en vez de|en lugar de|antes de',
  },
  pt: {
    supposes:
      'quem me dera|oxala|tomara|se me|se te|se houver|se fosse*|se tivesse*|se nao|se for|se eu|quando|caso|talvez|diz|disse|por que|mas antes',
    polite: 'pode|podes|poderia|podia|podias|da para|me ve|me da|quero|queria|por favor|faz favor|vamos',
    elsewhere:
      'se o|se a|ontem|passad*|ha um|ja o|ja a|ja esta|depois|mais tarde|outro dia|outra vez|ainda nao|minha prima|meu primo|meu amigo|minha amiga|meu irmao|minha irma|alguem|as pessoas|ela|comprei|pedi|usei|usou|adicionei|adicionou|adicionaste|porque|o que significa|para que|como|quem|pensava|pensando|guardo|compraria*|adicionaria*|levaria*|pode se',
    not: 'nao|nao o|nao a|nao os|nao me|nunca|jamais|sem|tampouco|em vez de|antes de',
  },
  de: {
    supposes:
      'wenn|falls|sofern|vielleicht|eventuell|angenommen|sagt|sagte|gesagt|meint|meinte|warum|wieso|am liebsten wurde',
    polite:
      'kannst du|konnen sie|kannst|konntest du|konnten sie|wurdest du|wurden sie|konntest|konnten|kann ich|konnte ich|darf ich|machst du|machen sie|legst du|legen sie|packst du|nimmst du|bitte|lass uns',
    elsewhere:
      'ob|gestern|letzte|letzten|letztes|letztens|neulich|damals|schon|bereits|spater|ein andermal|nachstes mal|noch nicht|erst|ein freund|eine freundin|mein freund|meine freundin|mein bruder|meine schwester|jemand|man|leute|er hat|sie hat|hat mir|habe ich|hab ich|wurde ich nur|gekauft|bestellt|benutzt|weshalb|was bedeutet|was heisst|wer|wie|wann|uberlege|hebe|heb|auf fur|aufheben',
    not: 'nicht|kein|keine|keinen|nie|niemals|ohne|statt|anstatt|bevor',
  },
  fr: {
    supposes:
      'si seulement|si je|si tu|si vous|si on|si c|si j|si le|si la|si elle|s il y|s ils|quand|peut etre|dit|disait|pourquoi|en supposant',
    polite:
      'pouvez vous|peux tu|pourriez vous|pourrais tu|tu peux|vous pouvez|vous pourriez|tu pourrais|puis je|je peux avoir|je pourrais avoir|peut on|est ce que vous pouvez|est ce que tu peux|s il vous plait|s il te plait|svp|stp|allons y',
    elsewhere:
      'j aimerais bien pouvoir|hier|dernier|derniere|passe|passee|deja|plus tard|une autre fois|la prochaine|prochain*|pas encore|un copain|une copine|un ami|une amie|mon ami|mon frere|ma soeur|ma cousine|mon cousin|quelqu un|les gens|elle|il a|elle a|j ai achete|j ai pris|j avais|achetais|commande hier|que veut dire|ca veut dire|comment|qui|je garde|je reflechis|ajouterais|acheterais|prendrais si|mettrais|pourrai',
    not: 'ne|n|pas|jamais|sans|au lieu de|avant de|plutot que',
  },
};

const wordsIn = (list: string): RegExp =>
  new RegExp(
    `(?<!\\S)(?:${list
      .split('|')
      .map((word) => word.replace(/\*$/, '\\S*'))
      .join('|')})(?!\\S)`,
    'u',
  );
const COMPILED = Object.fromEntries(
  Object.entries(LANGUAGES).map(([language, { polite, supposes, elsewhere, not }]) => [
    language,
    {
      polite: wordsIn(polite),
      supposes: wordsIn(supposes),
      elsewhere: wordsIn(elsewhere),
      not: wordsIn(not),
    },
  ]),
);
/** Verbs of taking out, as stems: only these are denied by a "not" right before them; "I don't want it" asks for it. */
const TAKE_OUT =
  /(?<!\S)(?:don t|do not|not|never|no|nao|nicht|ne|n|pas)\s+(?:(?:lo|la|los|las|me|o|a|os|as|le|les|l)\s+)?(?:remov|delet|take|drop|throw|quit|elimin|saqu|borr|tir|retir|entfern|losch|nimm|nehm|enlev|supprim|otez)/u;
/** Taken back in the same message. */
const RETRACTED =
  /(?<!\S)(?:no wait|wait no|leave it|never mind|forget it|dejalo|dejala|mejor no|no espera|deixa ficar|deixa estar|melhor nao|nao espera|lass mal|lass es|oder nee|doch nicht|laisse tomber|laissez tomber|non attends|en fait non)(?!\S)/u;
/** A customer who quotes repeats what somebody else wrote. */
const QUOTED = /[“„«"‹][^“”„«»"‹›]{2,}[”“»"›]/gu;
const SENTENCE = /[^.!?;\n]+[.!?;\n]*/gu;

/** The sentences of a message, with their ends. */
export const sentencesIn = (text: string): readonly string[] => text.match(SENTENCE) ?? [];

/**
 * Whether these words of a message may be a request to do something: not where the sentence that they stand in asks about it,
 * supposes it, tells of another time or of somebody else, denies it, or quotes it.
 * @param words the customer's; absent: any sentence of the message may be the request
 */
export function mayRequest(
  message: string,
  words: string | undefined,
  { language, takesOut }: { language: string; takesOut: boolean },
): boolean {
  const unquoted = message.replace(QUOTED, ' ');
  if (RETRACTED.test(folded(unquoted))) return false;
  const wanted = words === undefined ? undefined : folded(words);
  if (wanted !== undefined && !folded(unquoted).includes(wanted)) return false;
  const compiled = COMPILED[language] ? [COMPILED[language]] : Object.values(COMPILED);
  const sentences = sentencesIn(unquoted);
  const own = sentences.filter((sentence) => wanted === undefined || overlaps(folded(sentence), wanted));
  return (own.length > 0 ? own : sentences).some((sentence) =>
    compiled.every((lexicon) => isRequest(sentence, wanted, lexicon, takesOut)),
  );
}

function isRequest(
  sentence: string,
  wanted: string | undefined,
  { polite, supposes, elsewhere, not }: Compiled,
  takesOut: boolean,
): boolean {
  const plain = folded(sentence);
  if (sentence.includes('?') && !polite.test(plain)) return false;
  if (supposes.test(plain)) return false;
  const clauses = sentence.split(/[,:]|\s-\s/).map(folded);
  const own = clauses.filter((clause) => wanted === undefined || overlaps(clause, wanted));
  return (own.length > 0 ? own : [plain]).some(
    (clause) => !elsewhere.test(clause) && !(takesOut ? TAKE_OUT : not).test(clause),
  );
}
type Compiled = (typeof COMPILED)[string];

/** Words may go over the end of a sentence: then each that holds a part of them counts. */
const overlaps = (part: string, wanted: string): boolean =>
  part !== '' && (` ${part} `.includes(` ${wanted} `) || ` ${wanted} `.includes(` ${part} `));
