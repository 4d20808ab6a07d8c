/**
 * Words by which a plain request is known, in plain form (lower case, no accents, letters and digits only), as stems at the start of a word;
 * `=` before one asks for the whole word. The first intent that fits in the order of `INTENTS` is meant first.
 */
export const INTENTS = [
  ...(['person', 'order', 'compare', 'remove', 'quantity', 'coupon', 'add', 'checkout', 'cart'] as const),
  ...([
    'returns',
    'shipping',
    'warranty',
    'payment',
    'price',
    'stock',
    'details',
    'greeting',
    'thanks',
    'goodbye',
    'help',
  ] as const),
] as const;
export type Intent = (typeof INTENTS)[number];

type Words = Readonly<Record<Intent, string>>;

const en: Words = {
  person:
    'human|real person|a person|an agent|agent|representative|someone from|speak to|speak with|talk to|talk with|customer service|support team|=staff|call me|complain',
  order:
    'my order|order status|order number|where is my|track|my parcel|my package|when will my|has my order|sw ',
  compare: 'compar|difference|=versus|=vs|which is better|which one is better|side by side',
  checkout:
    'checkout|check out|=pay|pay now|place the order|place my order|buy now|proceed to|ready to buy|i m done|that s all|complete my purchase',
  remove:
    'remove|take out|take it out|delete|empty my|empty the|clear my|clear the|get rid of|don t want the|don t want it',
  quantity:
    'make it|make that|change the quantity|change it to|change to|instead of|quantity to|only want|i want only|set it to|set the',
  coupon: 'coupon|voucher|promo|discount code|the code|a code|my code|code|redeem',
  cart: 'my cart|the cart|=cart|my basket|basket|shopping bag|what s in my|what do i have',
  add: 'add|i ll take|i will take|buy|put |purchase|i d like to order|order the|order this|order it|i want to order|get me|throw in',
  returns: 'return|refund|send back|send it back|exchange',
  shipping: 'shipping|delivery|deliver|ship to|how long does|when does it arrive|postage',
  warranty: 'warrant|guarantee',
  payment: 'payment method|pay with|pay by|how can i pay|paypal|credit card|apple pay|klarna',
  price: 'how much|price|cost|what do you charge',
  stock: 'in stock|available|availability|have any|do you have it|any left|how many are left|still have',
  details:
    'tell me more|tell me about|more about|details|describe|information on|info on|specs|what is it made|what are the features',
  greeting: '=hi|=hello|=hey|good morning|good afternoon|good evening|=hiya|=howdy',
  thanks: 'thank|=thx|cheers|much appreciated',
  goodbye: '=bye|goodbye|see you|good night|have a nice',
  help: '=help|what can you do|how does this work|how do you work',
};
const es: Words = {
  person:
    'humano|persona real|una persona|un agente|=agente|alguien|hablar con|representante|atencion al cliente|operador|quej',
  order:
    'mi pedido|estado del pedido|numero de pedido|donde esta mi|rastre|seguimiento|mi paquete|cuando llega mi|sw ',
  compare: 'compar|diferencia|=versus|=vs|cual es mejor|frente a',
  checkout:
    'pagar|tramitar|finalizar|caja|hacer el pedido|comprar ya|terminar la compra|eso es todo|realizar el pedido|confirmar la compra',
  remove: 'quita|quitar|elimina|borra|saca |vacia|ya no quiero|no quiero el|no quiero la',
  quantity: 'cambia la cantidad|cambialo a|que sean|ponme|pon solo|mejor |cantidad|en vez de|solo quiero',
  coupon: 'cupon|vale |promo|codigo|canjear',
  cart: 'mi carrito|el carrito|=carrito|mi cesta|ver cesta|ver la cesta|que tengo en|mi bolsa',
  add: 'anad|agreg|compr|me llevo|lo quiero|la quiero|pon |ponlo|mete|quiero pedir|encargar|me lo quedo',
  returns: 'devol|devuelv|reembols|cambio',
  shipping: 'envi|entrega|cuanto tarda|cuando llega|portes',
  warranty: 'garanti',
  payment: 'formas de pago|metodos de pago|pagar con|como puedo pagar|paypal|tarjeta',
  price: 'cuanto cuesta|cuanto vale|cuanto cuestan|precio|cuanto es',
  stock: 'en stock|disponib|quedan|hay existencias|teneis|tienes alguno|tienen',
  details:
    'mas informacion|cuentame mas|cuentame sobre|hablame de|detalles|caracteristicas|describe|mas sobre',
  greeting: '=hola|buenos dias|buenas|buenas tardes',
  thanks: 'gracias|agradec',
  goodbye: 'adios|hasta luego|hasta pronto|=chao',
  help: '=ayuda|ayudame|que puedes hacer|como funciona',
};
const pt: Words = {
  person:
    'humano|pessoa real|uma pessoa|atendente|um agente|alguem|falar com|representante|apoio ao cliente|reclam',
  order:
    'minha encomenda|meu pedido|estado da encomenda|status do pedido|numero da encomenda|numero do pedido|onde esta|rastre|seguimento|quando chega a minha|quando chega o meu|sw ',
  compare: 'compar|diferenca|=versus|=vs|qual e melhor',
  checkout:
    'pagar|finalizar|fechar a compra|fechar o pedido|caixa|fazer a encomenda|fazer o pedido|comprar agora|e tudo|concluir',
  remove: 'remov|retir|tira |tirar|elimina|apaga|esvazia|ja nao quero|nao quero o|nao quero a',
  quantity: 'altera a quantidade|muda para|mude para|que sejam|quantidade|em vez de|so quero|poe so',
  coupon: 'cupao|cupom|vale |promo|codigo|resgat',
  cart: 'meu carrinho|o carrinho|=carrinho|meu cesto|ver cesto|ver o cesto|que tenho no|minha sacola',
  add: 'adicion|acrescent|compr|levo|quero esse|quero este|quero essa|quero esta|poe |ponha|coloca|coloque|encomendar|fico com',
  returns: 'devol|reembols|troca',
  shipping: 'envi|entrega|quanto tempo|quando chega|portes|frete',
  warranty: 'garanti',
  payment: 'formas de pagamento|metodos de pagamento|pagar com|como posso pagar|paypal|cartao|pix',
  price: 'quanto custa|quanto custam|quanto e|preco|qual o valor|quanto fica',
  stock: 'em stock|em estoque|disponi|restam|ainda tem|ainda ha',
  details: 'mais informac|conta me mais|fala me d|fale me d|detalhes|caracteristicas|descreve|mais sobre',
  greeting: '=ola|=oi|bom dia|boa tarde|boa noite',
  thanks: 'obrigad|agradec|valeu',
  goodbye: 'adeus|ate logo|ate breve|tchau',
  help: '=ajuda|ajuda me|o que podes fazer|o que pode fazer|como funciona',
};
const de: Words = {
  person:
    'mensch|echte person|eine person|mitarbeiter|jemand|sprechen mit|mit einem|kundenservice|kundendienst|berater|beschwer',
  order:
    'meine bestellung|meiner bestellung|bestellstatus|bestellnummer|wo ist mein|sendung|verfolg|mein paket|wann kommt mein|sw ',
  compare: 'vergleich|unterschied|=versus|=vs|was ist besser|welche[rs]? ist besser',
  checkout:
    'zur kasse|kasse|bezahlen|jetzt kaufen|bestellung abschliessen|bestellen|das ist alles|das war s|abschliessen',
  remove: 'entfern|losch|nimm .* raus|raus damit|leere|doch nicht|will .* nicht mehr|streich',
  quantity: 'menge|anzahl|mach .* draus|statt|lieber|andere|nur noch|auf \\d',
  coupon: 'gutschein|coupon|rabattcode|=code|aktionscode|den code|einlos',
  cart: 'mein warenkorb|meinem warenkorb|der warenkorb|=warenkorb|einkaufskorb|was habe ich im',
  add: 'in den warenkorb|hinzufug|fuge|leg |pack |kaufe|kaufen|nehme|nehm |nimm|ich will den|ich mochte den|ich mochte die|ich mochte das|bestell mir',
  returns: 'ruckgabe|zuruckgeben|zuruckschick|retour|umtausch|erstatt|widerruf',
  shipping: 'versand|lieferung|lieferzeit|liefern|wie lange dauert|wann kommt|porto',
  warranty: 'garantie|gewahrleistung',
  payment:
    'zahlungsart|zahlungsmethode|bezahlen mit|zahlen mit|wie kann ich bezahlen|paypal|kreditkarte|auf rechnung',
  price: 'was kostet|wie viel kostet|wieviel kostet|was kosten|preis|wie teuer',
  stock: 'auf lager|verfugbar|vorratig|lieferbar|habt ihr|haben sie noch|noch da',
  details: 'mehr uber|mehr zu|details|beschreib|eigenschaften|informationen zu|erzahl mir',
  greeting: '=hallo|=hi|guten tag|guten morgen|guten abend|=moin|servus|gruss gott',
  thanks: '=danke|dankeschon|vielen dank',
  goodbye: 'tschuss|auf wiedersehen|bis bald|=ciao',
  help: '=hilfe|was kannst du|was konnen sie|wie funktioniert',
};
const fr: Words = {
  person:
    'humain|vraie personne|une personne|un agent|conseiller|quelqu un|parler a|service client|un responsable|reclam|plaint',
  order:
    'ma commande|statut de|numero de commande|ou est ma|ou en est|suivi|suivre|mon colis|quand arrive ma|sw ',
  compare: 'compar|difference|=versus|=vs|lequel est mieux|laquelle est mieux',
  checkout:
    'payer|passer commande|passer la commande|finaliser|valider|caisse|acheter maintenant|c est tout|regler',
  remove: 'enlev|retir|supprim|vide |vider|je ne veux plus|sans le |ote',
  quantity: 'quantite|mets en|change pour|plutot|au lieu|seulement|passe a|mets plutot',
  coupon: 'code promo|coupon|bon de|bon d achat|=code|le code|un code',
  cart: 'mon panier|le panier|=panier|qu est ce que j ai dans',
  add: 'ajout|achet|je prends|je le prends|je la prends|mets |mettez|je veux le|je veux la|je voudrais le|je voudrais la|commander',
  returns: 'retour|renvoy|rembours|echang|retract',
  shipping: 'livraison|livrer|expedition|delai|quand arrive|frais de port',
  warranty: 'garanti',
  payment:
    'moyen de paiement|moyens de paiement|payer par|payer avec|comment payer|paypal|carte bancaire|carte de credit',
  price: 'combien|prix|coute',
  stock: 'en stock|disponib|il en reste|avez vous encore|dispo',
  details: 'plus d info|en savoir plus|details|caracteristiques|decris|decrivez|parle moi|parlez moi',
  greeting: '=bonjour|=salut|bonsoir|=coucou',
  thanks: 'merci',
  goodbye: 'au revoir|a bientot|bonne journee',
  help: '=aide|aidez moi|aide moi|que peux tu faire|que pouvez vous|comment ca marche',
};

const LEXICON: Readonly<Record<string, Words>> = { en, es, pt, de, fr };

const patterns = new Map<string, ReadonlyMap<Intent, RegExp>>();

function patternsOf(language: string): ReadonlyMap<Intent, RegExp> {
  const known = patterns.get(language);
  if (known) return known;
  const words = LEXICON[language] ?? en;
  const made = new Map(
    INTENTS.map((intent) => {
      const alternatives = words[intent]
        .split('|')
        .map((word) =>
          word.startsWith('=') ? `${word.slice(1)}(?= |$)` : word.endsWith(' ') ? `${word}` : word,
        );
      return [intent, new RegExp(`(?<=^| )(?:${alternatives.join('|')})`, 'u')] as const;
    }),
  );
  patterns.set(language, made);
  return made;
}

/** What a message in plain form may ask for, the most telling first. */
export const intentsIn = (plain: string, language: string): Intent[] =>
  [...patternsOf(language)].filter(([, words]) => words.test(`${plain} `)).map(([intent]) => intent);

/** The message without the words that told what is wanted: what is left is what it is about. */
export function withoutIntentWords(plain: string, language: string): string {
  let rest = `${plain} `;
  for (const words of patternsOf(language).values())
    rest = rest.replace(new RegExp(`${words.source}[\\p{L}]*`, 'gu'), ' ');
  return rest;
}
