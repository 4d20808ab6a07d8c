/** Words of the chat's own controls. What the shop says comes from the server. */
const TEXTS = {
  en: {
    title: 'Chat',
    placeholder: 'Ask for a product, a price, your order…',
    send: 'Send',
    typing: 'Writing…',
    you: 'You',
    shop: 'Shop',
    proof: 'Where this comes from',
    offline: 'No connection. Your message is sent as soon as there is one.',
    failed: 'That could not be sent.',
    again: 'Send again',
    start: 'New conversation',
    product: 'Product',
    price: 'Price',
  },
  es: {
    title: 'Chat',
    placeholder: 'Pregunta por un producto, un precio, tu pedido…',
    send: 'Enviar',
    typing: 'Escribiendo…',
    you: 'Tú',
    shop: 'Tienda',
    proof: 'De dónde sale esto',
    offline: 'Sin conexión. Tu mensaje se enviará en cuanto la haya.',
    failed: 'No se ha podido enviar.',
    again: 'Enviar de nuevo',
    start: 'Conversación nueva',
    product: 'Producto',
    price: 'Precio',
  },
  pt: {
    title: 'Chat',
    placeholder: 'Pergunte por um produto, um preço, a sua encomenda…',
    send: 'Enviar',
    typing: 'A escrever…',
    you: 'Você',
    shop: 'Loja',
    proof: 'De onde vem isto',
    offline: 'Sem ligação. A mensagem é enviada assim que houver.',
    failed: 'Não foi possível enviar.',
    again: 'Enviar de novo',
    start: 'Nova conversa',
    product: 'Produto',
    price: 'Preço',
  },
  de: {
    title: 'Chat',
    placeholder: 'Fragen Sie nach Produkt, Preis, Bestellung…',
    send: 'Senden',
    typing: 'Schreibt…',
    you: 'Sie',
    shop: 'Shop',
    proof: 'Woher das kommt',
    offline: 'Keine Verbindung. Ihre Nachricht wird gesendet, sobald es eine gibt.',
    failed: 'Das konnte nicht gesendet werden.',
    again: 'Noch einmal senden',
    start: 'Neues Gespräch',
    product: 'Produkt',
    price: 'Preis',
  },
  fr: {
    title: 'Chat',
    placeholder: 'Demandez un produit, un prix, votre commande…',
    send: 'Envoyer',
    typing: 'Écrit…',
    you: 'Vous',
    shop: 'Boutique',
    proof: 'D’où cela vient',
    offline: 'Pas de connexion. Votre message partira dès que possible.',
    failed: 'L’envoi a échoué.',
    again: 'Renvoyer',
    start: 'Nouvelle conversation',
    product: 'Produit',
    price: 'Prix',
  },
};

/** @param {readonly string[]} languages as the browser prefers them */
export function textsFor(languages) {
  for (const tag of languages) {
    const found = TEXTS[tag.split('-')[0].toLowerCase()];
    if (found) return found;
  }
  return TEXTS.en;
}
