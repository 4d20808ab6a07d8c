import { folded } from '../../platform/folded.ts';

/**
 * Words with which customers ask for a change, folded (lower case, no accents), as stems at the start of a word or as phrases. What
 * none of them stands in licenses no change. A language that is not here is read with all of them.
 */
export type Asking =
  | 'add'
  | 'remove'
  | 'amount'
  | 'coupon'
  | 'checkout'
  | 'cancel'
  | 'return'
  | 'yes'
  | 'no'
  | 'contact';

type Lexicon = Readonly<Record<Asking, string>>;

const en: Lexicon = {
  add: 'add|buy|purchase|take|order|put|want|need|get me|give me|i ll have|i d like|i would like|grab|reserve|throw in|include|bestell|one of|pick|choose|go for|this one|that one|both|all of them',
  remove:
    'remove|delete|take out|take off|drop|without|empty|clear|get rid|not want|don t want|no longer|cancel|throw out|kick out',
  amount:
    'make it|make that|change|set|instead|only|just|more|less|another|quantity|increase|reduce|double|switch|swap|update',
  coupon: 'code|coupon|voucher|promo|discount|apply|use|redeem|try|enter',
  checkout:
    'checkout|check out|pay|order|buy|purchase|ship|deliver|send|address|go ahead|proceed|place|confirm|finish|complete|that s all|done|my name|email|e mail|standard|express',
  cancel: 'cancel|stop|abort|never mind|nevermind|forget|call off|changed my mind|don t want',
  return: 'return|send back|refund|give back|exchange|broken|wrong|defective|damaged',
  yes: 'yes|yeah|yep|yup|sure|ok|okay|correct|right|fine|go ahead|do it|please do|confirm|agreed|perfect|sounds good|great|absolutely|of course|exactly|please',
  no: 'no|nope|not|don t|stop|wait|never',
  contact: 'call|contact|email|e mail|mail|phone|reach|write|text me|get back|quote|offer|interested|notify',
};
const es: Lexicon = {
  add: 'anad|agreg|compr|quier|pon|dame|llev|pid|mete|necesit|quisiera|me gustaria|reserv|encarg|tomo|cog|elij|este|ese|ambos|los dos|incluy|suma',
  remove: 'quit|elimin|borr|saca|sin|vaci|fuera|ya no|no quiero|cancel|descart|retira',
  amount: 'cambi|que sean|pon|mejor|solo|otro|otra|mas|menos|cantidad|aument|reduc|en vez|en lugar|actualiz',
  coupon: 'codigo|cupon|vale|promo|descuento|aplic|usa|canje|prueb|prob|introdu',
  checkout:
    'pag|compr|pedid|pedir|tramit|finaliz|termin|envi|entreg|direccion|adelante|confirm|eso es todo|listo|caja|me llamo|correo|estandar|expres|nombre',
  cancel: 'cancel|anul|dejalo|olvida|no quiero|para',
  return: 'devol|devuelv|reembols|cambi|roto|defectuos|equivocad|dana',
  yes: 'si|claro|vale|ok|okay|correcto|de acuerdo|perfecto|adelante|confirm|exacto|por favor|bien|genial|hazlo|dale',
  no: 'no|nunca|espera|para',
  contact: 'llam|contact|correo|email|telefono|escrib|avis|presupuesto|oferta|interes',
};
const pt: Lexicon = {
  add: 'adicion|acrescent|compr|quero|queria|ponha|poe|coloc|levo|leva|preciso|gostaria|reserv|encomend|fico com|escolho|esse|este|ambos|os dois|mete|inclu|me ve|me da',
  remove: 'remov|retir|tir|elimin|apag|sem|esvazi|ja nao|nao quero|cancel|exclu',
  amount:
    'mud|altera|troc|que sejam|so|apenas|outro|outra|mais|menos|quantidade|aument|reduz|em vez|atualiz|poe|ponha|coloc',
  coupon: 'codigo|cupom|cupao|vale|promo|desconto|aplic|usa|uso|resgat|tent|experiment|introdu',
  checkout:
    'pag|compr|encomend|pedido|finaliz|fech|envi|entreg|morada|endereco|avanc|confirm|e tudo|pronto|caixa|chamo|email|normal|expresso|nome',
  cancel: 'cancel|anul|deixa|esquec|nao quero|para',
  return: 'devol|reembols|troc|partid|avariad|errad|defeit|danific|quebrad',
  yes: 'sim|claro|ok|okay|certo|correto|de acordo|perfeito|pode ser|avanc|confirm|exato|por favor|isso|bem|otimo|faca|beleza',
  no: 'nao|nunca|espera|para',
  contact: 'lig|contact|contat|email|telefone|telemovel|escrev|avis|orcamento|proposta|interess',
};
const de: Lexicon = {
  add: 'hinzufug|fug|kauf|nehm|nimm|bestell|will|mocht|brauch|hatte gern|leg|pack|gib|reservier|den da|diese|beide|in den warenkorb|dazu|ich wahl|her damit|wurde gern',
  remove:
    'entfern|losch|raus|heraus|weg|ohne|leer|nicht mehr|will nicht|mochte nicht|doch nicht|streich|nimm',
  amount: 'ander|mach|statt|nur|noch|mehr|weniger|anzahl|menge|erhoh|reduzier|tausch|lieber|aktualisier|setz',
  coupon:
    'code|gutschein|coupon|rabatt|aktion|einlos|anwend|benutz|verwend|nutz|versuch|probier|ausprobier|eingeb|gib',
  checkout:
    'kasse|zahl|bezahl|bestell|kauf|liefer|schick|versend|adresse|weiter|bestatig|abschliess|fertig|das ist alles|das war|mein name|e mail|email|standard|express|heisse',
  cancel: 'abbrech|brich|stornier|lass|vergiss|doch nicht|will nicht|stopp|halt',
  return: 'zuruck|retour|erstatt|umtausch|kaputt|falsch|defekt|beschadigt|reklam',
  yes: 'ja|jo|jep|klar|ok|okay|gut|genau|richtig|stimmt|passt|gerne|bestatig|einverstanden|perfekt|mach das|bitte|super|in ordnung|jawohl|natur',
  no: 'nein|ne|nicht|kein|stopp|halt|wart',
  contact: 'anruf|ruf|kontakt|mail|email|telefon|schreib|meld|angebot|interess|benachricht',
};
const fr: Lexicon = {
  add: 'ajout|achet|prend|pren|command|veux|voudrais|mets|met|donne|besoin|aimerais|reserv|choisi|celui|celle|les deux|inclu|je vais prendre|panier',
  remove: 'enlev|retir|supprim|sans|vid|ote|plus besoin|ne veux plus|ne veux pas|annul|sort',
  amount:
    'chang|mets|met|plutot|seulement|encore|autre|plus|moins|quantite|augment|redui|au lieu|modifi|fais',
  coupon: 'code|coupon|bon|promo|remise|reduction|appliqu|utilis|essa|entre|saisi',
  checkout:
    'pay|pai|command|achet|valid|finalis|livr|envo|adresse|continu|confirm|c est tout|termin|caisse|m appelle|email|e mail|standard|express|nom',
  cancel: 'annul|arret|laisse|oubli|ne veux plus|stop',
  return: 'retour|renvo|rembours|echang|casse|abime|defectueu|erreur|mauvais',
  yes: 'oui|ouais|d accord|ok|okay|bien sur|exact|parfait|allez y|vas y|confirm|c est bon|s il vous plait|s il te plait|volontiers|tres bien|correct|bien',
  no: 'non|pas|jamais|attend|stop',
  contact: 'appel|contact|mail|email|telephone|ecri|rappel|devis|offre|interess|preven',
};

const LEXICONS: Readonly<Record<string, Lexicon>> = { en, es, pt, de, fr };

/** Of what the words of a customer may be asking. Wide on purpose: whether they do is the model's to say, that they could is ours. */
export function asks(text: string, language: string): ReadonlySet<Asking> {
  const words = ` ${folded(text)} `;
  const lexicons = LEXICONS[language] ? [LEXICONS[language]] : Object.values(LEXICONS);
  const found = new Set<Asking>();
  for (const lexicon of lexicons) {
    for (const [asking, stems] of Object.entries(lexicon) as [Asking, string][])
      if (stems.split('|').some((stem) => startsWord(words, stem, asking))) found.add(asking);
  }
  return found;
}

/** "si" is a yes of its own, not the beginning of "siempre". */
const startsWord = (words: string, stem: string, asking: Asking): boolean =>
  words.includes(asking === 'yes' || asking === 'no' || stem.length < 3 ? ` ${stem} ` : ` ${stem}`);
