import type { FaithfulReply } from '../skeleton.ts';

/** Cart, codes, checkout. */
export const cart: readonly FaithfulReply[] = [
  {
    says: 'Votre panier contient {cart.line1.title} et {cart.line2.title}.',
    customer: "Qu'y a-t-il dans mon panier ?",
  },
  {
    says: 'Voici votre panier :\n{cart.line1.title}, quantité {cart.line1.quantity}, {cart.line1.total}\n{cart.line2.title}, quantité {cart.line2.quantity}, {cart.line2.total}',
    customer: 'Mon panier',
  },
  { says: 'Le total est de {cart.total}.', customer: 'Ça fait combien en tout ?' },
  { says: 'Vous avez {cart.total} à régler. On passe à la caisse ?', customer: 'Je dois payer combien ?' },
  { says: 'La livraison revient à {cart.shipping}.', customer: 'Les frais de livraison ?' },
  { says: 'Il y a {cart.tax} de taxe dans ce montant.', customer: 'Et la TVA ?' },
  { says: 'Les articles totalisent {cart.items}.', customer: 'Le sous-total ?' },
  {
    says: 'Bien volontiers.\nArticles : {cart.items}\nLivraison : {cart.shipping}\nTaxe : {cart.tax}\nTotal : {cart.total}',
    customer: 'Le détail svp',
  },
  {
    says: '{cart.line1.title} figure au panier en quantité {cart.line1.quantity}, ce qui donne {cart.line1.total}.',
  },
  { says: 'Le prix à la pièce de {cart.line2.title} est de {cart.line2.unit_price}.' },
  {
    says: 'Pour {cart.line1.title}, la quantité est de {cart.line1.quantity}. Faut-il la modifier ?',
    customer: 'La quantité est bonne ?',
  },
  {
    says: 'Je vois dans votre panier {cart.line1.title} et {cart.line2.title}. Il manque quelque chose, ou on passe à la caisse ?',
  },
  {
    says: 'Tout compte fait, {cart.total}. Je prépare la commande ?',
    customer: 'Au final ça me coûte combien ?',
  },
  { says: 'Dois-je retirer {cart.line2.title}, ou le gardez-vous ?' },
  { says: 'Oui, {coupon.code} est pris en compte : {coupon.amount}.', customer: 'Mon code a marché ?' },
  { says: 'Avec {coupon.code}, la remise est de {coupon.amount}.', customer: "J'ai combien de remise ?" },
  { says: 'Le code {coupon.code} est passé : {coupon.amount}. Le total est maintenant de {cart.total}.' },
  {
    says: "Le code {refused.code} n'a malheureusement pas été accepté. {refused.reason}",
    customer: 'Pourquoi mon code ne passe pas ?',
  },
  { says: "Dommage, {refused.code} n'est pas passé. Y aurait-il une faute de frappe ?" },
  { says: 'Pour {refused.code}, voici le message reçu : {refused.reason} En avez-vous un autre ?' },
  {
    says: "{coupon.code} a bien fonctionné, mais pas {refused.code}. Pouvez-vous revérifier comment il s'écrit ?",
  },
  { says: "C'est par ici : {checkout.link}", customer: 'Où est-ce que je paie ?' },
  {
    says: 'Vérifiez tranquillement, puis finalisez votre commande ici : {checkout.link}',
    customer: 'À la caisse',
  },
  { says: 'Sur {checkout.link}, vous indiquez votre adresse et vous payez.' },
  {
    says: "Avec joie ! Le total est de {cart.total}. Si tout est juste, c'est par là : {checkout.link}",
    customer: 'Je veux commander',
  },
  {
    says: 'Tout est prêt ! {cart.line1.title} et {cart.line2.title} pour un total de {cart.total}. Le paiement se fait ici : {checkout.link}',
  },
  {
    says: "Dans l'ordre : {A.title} coûte {A.price}. Pour la livraison, c'est {cart.shipping}.",
    customer: "D'abord le prix, ensuite le port",
  },
  {
    says: 'La livraison est de {cart.shipping} et le total final de {cart.total}.',
    customer: "Qu'est-ce qui s'ajoute à la fin ?",
  },
  { says: 'Avec {A.title} et {B.title} au panier, le total est de {cart.total}.' },
  { says: 'Les articles font {cart.items}, la livraison {cart.shipping}. En bas de la page : {cart.total}.' },
  { says: 'Pour {cart.line2.title}, la quantité est de {cart.line2.quantity}. On la laisse comme ça ?' },
  { says: 'Inutile de me confier vos données bancaires ; tout se passe sur cette page : {checkout.link}' },
];
