import type { Language } from '../../contract.ts';
import type { Plain } from './plain.ts';

export interface Part {
  readonly start: number;
  readonly end: number;
}

/** A clause and what it is: something stated, denied, asked, supposed, or what somebody else said. */
export interface Clause extends Part {
  readonly mood: 'stated' | 'denied' | 'open';
}
export interface Sentence extends Part {
  readonly clauses: readonly Clause[];
  /** The line is an entry of a list or a row of a table. */
  readonly entry: boolean;
}

const ABBREVIATION =
  /(?:^|[\s(])(?:z|b|u|a|d|h|p|s|nr|no|ca|bzw|inkl|incl|zzgl|approx|aprox|env|vs|mr|mrs|dr|st|ej|ex|art|max|min|usw|etc|ud|uds|vol|mwst|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|okt|nov|dec|dez|dic|ene|abr|ago|janv|fevr|avr|juil|ste|n|pag)$/;

/** Sentences and lines, each with its clauses. */
export function sentencesOf({ text: cased, low: folded }: Plain, language: Language): Sentence[] {
  // Portuguese “no” is “in the”, Spanish “se” is “itself”, and “sí” is no “if”.
  const low = folded
    .replaceAll(/\bno\b/g, (word) => (language === 'pt' ? '__' : word))
    .replaceAll(/\bs[ei]\b/g, (word, at: number) =>
      (word === 'se' && language !== 'pt') || cased[at + 1] === 'í' || cased[at + 1] === 'Í' ? '__' : word,
    );
  const found: Sentence[] = [];
  let start = 0;
  const take = (end: number, mark: string): void => {
    let [from, to] = [start, end];
    while (from < to && /\s/.test(low[from]!)) from += 1;
    while (to > from && /\s/.test(low[to - 1]!)) to -= 1;
    const last = found.at(-1);
    // “You are right. You said that it costs 5.” agrees.
    const agreed =
      last !== undefined && last.end - last.start < 40 && AGREED.test(low.slice(last.start, last.end));
    if (to > from) found.push(sentence(low, from, to, { mark, language, agreed }));
    start = end;
  };
  for (let index = 0; index < low.length; index++) {
    const char = low[index]!;
    if (char === '\n' || char === '\r') take(index + 1, '\n');
    else if (char === '!' || char === '?' || char === '…') take(index + 1, char);
    else if (char === '.' && /[\s")\]]/.test(low[index + 1] ?? ' ')) {
      const before = low.slice(Math.max(start, index - 8), index);
      const dayNumber = /(?:^|\s)\d{1,2}$/.test(before) && /^\s\p{L}/u.test(low.slice(index + 1, index + 3));
      if (
        (!ABBREVIATION.test(before) ||
          /\d\s?\p{L}$/u.test(before) ||
          (/\bno$/.test(before) && !/^\.\s?\d/.test(low.slice(index, index + 3)))) &&
        !(dayNumber && MONTH.test(low.slice(index + 1, index + 6)))
      )
        take(index + 1, '.');
    }
  }
  take(low.length, '');
  return found;
}

const MONTH =
  /^\s(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|fev|avr|aou|ene|abr|ago|dic|set|out)/;

function sentence(
  low: string,
  start: number,
  end: number,
  { mark, language, agreed }: { mark: string; language: Language; agreed: boolean },
): Sentence {
  const text = low.slice(start, end);
  const asked = mark === '?' || text.startsWith('¿');
  const cuts = [0];
  // “But” is “mas” in Portuguese alone, and “mais” in French alone.
  const joined = text.replaceAll(
    language === 'pt' ? /\bmais\b/g : language === 'fr' ? /\bmas\b/g : /\bmai?s\b/g,
    (word) => '_'.repeat(word.length),
  );
  for (const found of joined.matchAll(CUT)) if (found.index > 0) cuts.push(found.index);
  cuts.push(text.length);
  // “That it floats I would not count on”: what is withheld comes first.
  let withheld = FIRST.test(text) && AFTER_ALL.test(text);
  const clauses = cuts.slice(1).map((to, index): Clause => {
    const from = cuts[index]!;
    const words = text.slice(from, to);
    if (BUT.test(joined.slice(from, to))) withheld = false;
    if (WITHHELD.test(words.replaceAll(BOAST, ' '))) withheld = true;
    const mood =
      asked && !TAGGED.test(text)
        ? 'open'
        : withheld
          ? 'denied'
          : ATTRIBUTED.test(words) && !agreed && !AGREED.test(words)
            ? 'open'
            : SUPPOSED.test(words)
              ? 'open'
              : DENIED.test(words.replaceAll(NO_DENIAL, ' ').replaceAll(BOAST, ' '))
                ? 'denied'
                : 'stated';
    return { start: start + from, end: start + to, mood };
  });
  return { start, end, clauses, entry: /^(?:[-*•|]|\d+[.)])\s|·|\|/.test(text) };
}

/** Where one statement ends and the next begins: a comma that is not in a number, a dash, “but”. */
const CUT =
  /[;:](?=\s)|,(?=\s)|\s-\s|\s(?=(?:but|however|although|instead|pero|sino|aunque|mas|porem|embora|aber|sondern|obwohl|mais|cependant|bien que)\s)/g;
const BUT = /^[\s,;-]*(?:but|however|instead|pero|sino|mas|porem|aber|sondern|mais|cependant)\b/;
/** From here on nothing is promised any more. */
const WITHHELD =
  /\b(?:find|found|see|have|know|says?) nothing\b|\bnothing (?:about|on|says)\b|\b(?:trouve|vois|ai|sais|dit) rien\b|\b(?:encuentro|veo|tengo|__|dice) nada\b|\b(?:encontro|vejo|tenho|sei|diz) nada\b|\b(?:finde|sehe|weiß|habe) (?:ich )?(?:\w+ ){0,3}nichts\b|^(?:darauf|daran)\s*$|\b(?:(?:if|wenn|si|__|se) (?:i|ich|te|le|lhe|os|je|eu|vos|you|ihnen|dir) ?(?:\w+ )?(?:told|said|were to|promised|claimed|sagte|sagen wurde|versprache|dijera|dijese|diria|prometiera|dissesse|prometesse|disais|promettais|affirmais)|(?:can(?:no|')t|can not|cannot|could ?n[o']t|would ?n[o']t|unable to|not able to|won't|don't want to|am not (?:able|allowed)|not allowed to|rather not|never) (?:\w+ ){0,2}?(?:confirm|promise|verify|guarantee|say|tell|state|offer|give|grant|apply|accept|honou?r|match|check|find|see|quote|know|do|make|change)|(?:don't|do not|didn't) (?:know|have (?:any )?(?:information|data|confirmation)|see|find|offer|sell|carry)|no (?:information|data|confirmation|record|way)|not sure (?:if|whether|that)|no (?:(?:__|se) (?:si|__|que|cual|cuando|cuanto|donde|por que)|puedo|podemos|puede|es posible|tengo|tenemos|encuentro|se si|me consta|dispongo|hay|existe|ofrecemos|vendemos)|nao (?:posso|podemos|consigo|e possivel|tenho|temos|encontro|sei se|ha|existe|oferecemos|vendemos)|(?:kann|konnen|darf|mochte|werde) (?:ich |wir |ihnen |dir |leider |das |es |dazu |den |die |dem |keine\w* )*(?:nicht|keine[nrsm]?)\b|(?:weiß|habe|haben|finde|sehe|gibt es|fuhren|verkaufen|bieten) (?:ich |wir |ihnen |leider |dazu )*(?:nicht|keine[nrsm]?)\b|ne (?:peux|pouvons|puis|peut|sais|dispose|trouve|vois|garantis|proposons|vendons|suis) ?(?:malheureusement |vous )?(?:pas|aucune?)\b|n'(?:ai|avons|est|y a|existe|offrons) ?(?:malheureusement )?(?:pas|aucune?|pas possible)|impossible de|il n'y a (?:pas|aucun))/;
const FIRST =
  /^(?:dass|ob|welche\w*|wie|wann|was|wo|von|uber|darauf|daran|whether|which|how|que|si|__|cual|qual|se)\b/;
const AFTER_ALL =
  /\b(?:(?:kann|konnen|konnte|wurde|mochte|darf) (?:ich|wir) (?:ihnen |dir |leider |das |dazu )*nicht|(?:weiß|wissen) (?:ich|wir) (?:leider )?nicht|(?:steht|finde|finden|sagen|habe|haben|gibt es|weiß) (?:\S+ ){0,5}(?:nichts|kein\w*)|(?:i|we) (?:can't|cannot|couldn't|don't|wouldn't)|no (?:lo )?(?:puedo|podemos|__|se|sabemos|consta)|nao (?:o )?(?:posso|podemos|sei|sabemos|consta))\b/;
const ATTRIBUTED =
  /^[\s,;:-]*(?:(?:tu |usted |voce )?(?:hablas?|dices?|comentas?|mencionas?|escribes|indicas|citas?|propones?|pones|has (?:escrito|dicho|visto|leido|mencionado|puesto)|ha (?:escrito|dicho|visto|leido|mencionado) usted|fala|diz|menciona|refere|indica|escreve|cita|viu|leu) (?:de |del |que |em |un |una |um |uma |\d|[$€£]|us|eur|gbp|\p{L}+ ))|\b(?:you (?:said|say|mention(?:ed)?|wrote|write|told|claim(?:ed)?|asked|were told|quoted?|read|saw|speak of|talk(?:ed)? (?:of|about)|named?|have (?:said|written|mentioned|read|seen))|your (?:budget|message|question|claim)|usted dijo|(?:me )?(?:dijiste|dices|dice usted|mencionas|mencionaste|menciona|pides|comentas)|tu presupuesto|su presupuesto|(?:voce |o cliente )?(?:disse|mencionou|escreveu|menciona)|seu orcamento|(?:sie|du) (?:sagten|sagen|sagst|schreiben|schreibst|schrieben|erwahnten|erwahnen|erwahnst|nennen|nennst|nannten|genannt|sprechen von|sprichst von|sprachen von|lasen|sahen|haben (?:\w+ )?(?:gesagt|geschrieben|gelesen|gesehen|erwahnt)|hast (?:\w+ )?(?:gesagt|geschrieben|gelesen|gesehen)|sagtest)|(?:von )?(?:ihnen|dir) (?:genannt|erwahnt)\w*|(?:ihr|dein) budget|vous (?:avez (?:dit|mentionne|ecrit|lu|vu)|dites|mentionnez|parlez d[e']|ecrivez|citez|evoquez|indiquez|annoncez)|votre budget|supposedly|allegedly|angeblich|supuestamente|supostamente|soi-disant)\b/u;
const AGREED =
  /\b(?:as you (?:said|say|mentioned|wrote)|like you said|you(?:'re| are) right|correct|exactly|como (?:dices|dijiste|disse|mencionas|voce disse)|tienes razon|tem razao|wie (?:sie|du) (?:sagen|sagten|sagst|sagtest|schreiben|erwahnten)|sie haben recht|comme vous (?:dites|l'avez|avez)|vous avez raison)\b/;
const SUPPOSED =
  /^[\s,;:-]*(?:and |or |y |e |und |et )?(?:if|whether|unless|suppose|assuming|what if|si|en caso de|se|caso|wenn|falls|ob|sofern|s'il|s'ils|au cas)\b/;
const TAGGED = /\b(?:did you know|wusstest du|wussten sie|sabias que|sabia que|saviez-vous)\b/;
/** “There is nothing like it” denies nothing. */
const BOAST =
  /\b(?:nothing (?:beats|like|compares|comes close)|no hay nada (?:igual|mejor|como|comparable|parecido)|nada (?:lo |la )?(?:supera|bate)|nao ha (?:nada )?(?:igual|melhor|como|que se compare)|nada (?:o |a )?(?:supera|bate)|nichts (?:lieben|mogen|schlagt|geht uber|ubertrifft|kommt)|es gibt nichts (?:besseres|vergleichbares)|rien ne (?:vaut|bat|surpasse|l'egale)|il n'y a (?:rien de mieux|pas mieux))\b/g;
/** Denials of anything but the statement. */
const NO_DENIAL =
  /\b(?:not only|not just|no questions|ohne nachfrage|sin preguntas|sem perguntas|no problem|no worries|no more than|no less than|not to mention|why not|no matter|no longer than|nothing|no doubt|not expensive|not cheap|nicht nur|kein problem|keine sorge|ohne (?:versand|liefer|porto|mwst|steuer)\w*|ohne (?:weiteres|kabel)|nicht mehr als|nicht zuletzt|warum nicht|no solo|no solamente|no hay problema|sin problema|no mas de|por que no|nao so|nao apenas|sem problema|nao mais de|non seulement|pas seulement|pas de souci|pas de probleme|pas plus de|no\.)|\bno\. ?\d/g;
const DENIED =
  /\b(?:not|no|never|none|neither|nor|isn't|aren't|doesn't|don't|didn't|wasn't|won't|can't|cannot|hasn't|haven't|wouldn't|couldn't|shouldn't|nicht|kein|keine|keinen|keinem|keiner|nie|niemals|ohne|weder|nunca|ni|jamas|ningun|ninguna|nao|nenhum|nenhuma|nem|pas|aucun|aucune|jamais|ni|incorrect|wrong|untrue|false|falsch|stimmt nicht|incorrecto|errado|faux|invalid|expired|run out|abgelaufen|ausgelaufen|ungultig|caduc\w+|expir\w*|vencid\w+|invalido|invalide|rejected|abgelehnt)\b/;

/** The mood of the place where a statement stands. */
export const moodAt = ({ clauses }: Sentence, place: number): Clause['mood'] =>
  clauses.find(({ start, end }) => place >= start && place < end)?.mood ?? 'stated';
export const clauseAt = (given: Sentence, place: number): Clause =>
  given.clauses.find(({ start, end }) => place >= start && place < end) ?? given.clauses.at(-1)!;
