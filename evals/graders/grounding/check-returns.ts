import { isStated, type Reading } from './reading.ts';
import { clauseAt } from './sentences.ts';
import { fold, textsOf, type World } from './world.ts';

const RETURN =
  /\breturn\w*|send(?:ing)? (?:it|them|that|this|\w+) back|ship(?:ping)? (?:it|them) back|ruck(?:send|versand|gabe|porto)\w*|zuruck\w*|retoure\w*|devol\w+|devuel\w+|retour\w*|renvo\w+|renvoyer/;
const FREE =
  /\b(?:free(?: of charge)?|costs? (?:you )?nothing|at no (?:extra )?(?:cost|charge)|no (?:cost|charge) to you|on us|we (?:pay|cover|bear)|our (?:cost|expense)|prepaid|kostenlos\w*|kostenfrei\w*|gratis|umsonst|nichts|(?:tragen|zahlen|ubernehmen) wir|wir (?:tragen|zahlen|ubernehmen)|auf unsere kosten|gratuit\w*|sin (?:coste|gastos|cargo)|no (?:te |le )?cuesta nada|(?:pagamos|asumimos|corre\w* (?:por|a) (?:nuestra|cargo nuestro))|de graca|sem custos?|nao (?:lhe )?custa nada|(?:por nossa conta|suportamos)|offert\w*|sans frais|ne (?:vous )?coute rien|a notre charge|nous (?:payons|prenons))\b/;
const PAID =
  /\b(?:(?:you|customers?|buyers?|the buyer|the customer)(?:'ll| will| have to| must| need to)? (?:have to )?(?:pay|cover|bear)s?|at your (?:own )?(?:cost|expense)|your (?:own )?(?:cost|expense)|(?:tragen|zahlen|bezahlen|ubernehmen) (?:sie|du|kunden?)|(?:sie|du|kunden?|kaufer) (?:\w+ ){0,2}(?:tragen|zahlen|bezahlen|ubernehmen|tragst|zahlst)|(?:mussen|musst) (?:sie|du) (?:\w+ ){0,2}(?:tragen|zahlen|bezahlen|ubernehmen)|auf (?:ihre|deine|eigene) kosten|zu (?:ihren|deinen|eigenen) lasten|(?:lo |la |los )?(?:pagas?|paga|tienes que pagar|tiene que pagar|debes pagar|corre\w* de tu cuenta|corre\w* por (?:tu|su) cuenta|a (?:tu|su) cargo)|(?:tem de pagar|tem que pagar|tera de pagar|paga|e pag\w+ por si|por (?:sua|tua) conta|a (?:seu|teu) cargo|fica a seu cargo)|vous (?:payez|devez payer|reglez|prenez en charge)|a (?:votre|vos) (?:charge|frais)|doi\w+ payer)\b/;
const LABEL = /label|etikett|etiqueta|etiquette/;
/** As long as one likes. */
const ALWAYS =
  /\b(?:(?:without|no|ohne|sin|sem|sans) (?:(?:any|a|jede|eine|ninguna?|nenhum|aucune?) )?(?:time limit|deadline|time frame|limit of time|zeitliche\w* (?:grenze|begrenzung)|zeitlimit|frist\w*|limite (?:de (?:tiempo|tempo|temps))?|plazo\w*|prazo\w*|delai\w*)|(?:whenever|any time|anytime|at any time|as long as) (?:you|it)?\s?(?:like|want|wish|suits you)?|unlimited time|forever|indefinitely|jederzeit|wann (?:immer )?(?:sie|du) (?:wollen|mochten|willst|mochtest)|unbegrenzt|cuando (?:quieras|quiera|te apetezca)|en cualquier momento|quando (?:quiser|quiseres)|a qualquer (?:momento|altura)|quand (?:vous (?:le )?(?:voulez|souhaitez)|tu veux)|a tout moment|n'importe quand|indefiniment)/g;

/** Who pays for a return, and how long one may take: held against what the rules of the shop say. */
export function checkReturns(reading: Reading): void {
  const { bare, world } = reading;
  for (const sentence of reading.sentences) {
    const low = bare.slice(sentence.start, sentence.end);
    const about = RETURN.exec(low);
    if (!about) continue;
    for (const { 0: words, index } of low.matchAll(ALWAYS)) {
      if (
        /^(?:jederzeit|any ?time|at any time|whenever|en cualquier|a qualquer|a tout|n'importe)/.test(
          words,
        ) &&
        /\b(?:ask|frag|pregunt|pergunt|demand|contact|help|write|schreib)/.test(low)
      )
        continue;
      // “Without a limit” is said by a denial.
      if (clauseAt(sentence, sentence.start + index).mood === 'open' || DENIES.test(low)) continue;
      reading.count('policy');
      if (!world.policyText.includes(words.trim()))
        reading.wrong(
          'policy',
          sentence.start + index,
          sentence.start + index + words.length,
          'returns have a time limit, or none is told',
        );
    }
    const paid = PAID.exec(low);
    const free = FREE.exec(low);
    const found = paid ?? free;
    if (!found || LABEL.test(low) || /\bfrom \d|\bfree (?:shipping|delivery)/.test(low)) continue;
    const place = sentence.start + found.index;
    const nothing = /nothing|nichts|nada|rien|\bno\b|sin|sem|sans/.test(found[0]);
    const mood = clauseAt(sentence, place).mood;
    if (
      mood === 'open' ||
      (mood === 'denied' && !nothing) ||
      (!isStated(reading, sentence.start + about.index) && !nothing)
    )
      continue;
    const truth = costOfReturns(world);
    if (truth === undefined) continue;
    reading.count('policy');
    if ((found === paid ? 'paid' : 'free') !== truth)
      reading.wrong(
        'policy',
        place,
        place + found[0].length,
        truth === 'free' ? 'returns are free' : 'the customer pays for returns',
      );
  }
}
const DENIES =
  /\b(?:there is no|we don't|not possible|can't return|cannot return|es gibt keine|no es posible|nao e possivel|n'est pas possible|is not)\b/;

const known = new WeakMap<World, { readonly cost: 'free' | 'paid' | undefined }>();
/** By the sentences of the rules that speak of returns; undefined where they say nothing, or both. */
function costOfReturns(world: World): 'free' | 'paid' | undefined {
  const found = known.get(world);
  if (found) return found.cost;
  const said = new Set<'free' | 'paid'>();
  for (const { title, sections } of world.shop.policies)
    for (const { heading, body } of sections) {
      const about = fold([...textsOf(title), ...textsOf(heading)].join(' '));
      for (const text of textsOf(body))
        for (const low of fold(text).split(/(?<=[.!?;])\s|\n/)) {
          if (
            !RETURN.test(low) &&
            !(RETURN.test(about) && /\blabel|parcel|paket|paquete|encomenda|colis|porto|postage/.test(low))
          )
            continue;
          if (PAID.test(low)) said.add('paid');
          else if (FREE.test(low)) said.add('free');
        }
    }
  const cost = said.size === 1 ? [...said][0] : undefined;
  known.set(world, { cost });
  return cost;
}
