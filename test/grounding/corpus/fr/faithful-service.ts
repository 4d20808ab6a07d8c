import type { FaithfulReply } from '../skeleton.ts';

/** Delivery, policies, orders. */
export const service: readonly FaithfulReply[] = [
  {
    says: 'Avec {delivery.1.title}, le colis arrive {delivery.1.days}.',
    customer: 'Ça prend combien de temps ?',
  },
  {
    says: 'Vous avez le choix entre {delivery.1.title} à {delivery.1.price} et {delivery.2.title} à {delivery.2.price}.',
    customer: 'Quels modes de livraison ?',
  },
  {
    says: 'Regardons : {delivery.2.title} coûte {delivery.2.price}, livraison {delivery.2.days}.',
    customer: "C'est pressé",
  },
  {
    says: 'Je ne peux rien promettre. Pour {delivery.1.title}, il est indiqué {delivery.1.days}.',
    customer: "Je l'aurai avant le week-end ?",
  },
  { says: '{delivery.2.title} est à {delivery.2.price}.', customer: "Et l'express ?" },
  {
    says: "{delivery.1.title} : {delivery.1.days}, {delivery.1.price}\n{delivery.2.title} : {delivery.2.days}, {delivery.2.price}\nQu'est-ce qui vous arrange ?",
  },
  {
    says: 'Il existe aussi {delivery.2.title} : {delivery.2.price}, {delivery.2.days}.',
    customer: 'Il y a autre chose ?',
  },
  { says: 'Pour quand vous le faut-il ? Avec {delivery.1.title}, ce serait {delivery.1.days}.' },
  {
    says: "Je ne peux malheureusement pas vous donner d'heure. La période annoncée : {delivery.1.days}.",
    customer: 'À quelle heure passe le livreur ?',
  },
  { says: '{policy.shipping.1}', customer: 'Vous livrez où ?' },
  { says: 'Voyons nos conditions de livraison : {policy.shipping.1}', customer: 'Vous livrez à Genève ?' },
  {
    says: 'Voici la règle : {policy.shipping.3}',
    customer: 'La livraison est gratuite à partir de combien ?',
  },
  { says: '{policy.shipping.2} Où faut-il livrer ?', customer: "Combien coûte l'envoi en général ?" },
  { says: 'Voici ce qui est prévu : {policy.shipping.4}', customer: 'Les délais ?' },
  { says: 'Pour ce qui est volumineux : {policy.shipping.5}', customer: 'Comment livrez-vous un vélo ?' },
  {
    says: "{policy.shipping.6} Avez-vous d'autres questions là-dessus ?",
    customer: 'La carte cadeau arrive comment ?',
  },
  { says: '{policy.returns.1}', customer: 'Je peux le renvoyer ?' },
  {
    says: "Ce n'est pas un drame. {policy.returns.1} Pour la marche à suivre : {policy.returns.3}",
    customer: 'Et si ça ne va pas ?',
  },
  { says: '{policy.returns.2}', customer: 'Dans quel état ?' },
  {
    says: 'Je comprends que ce soit important pour vous. {policy.returns.4}',
    customer: 'Je serai remboursé quand ?',
  },
  { says: 'En voici : {policy.returns.5}', customer: 'Des exceptions ?' },
  { says: 'Je vous explique. {policy.returns.3}', customer: 'Comment faire un retour ?' },
  { says: '{policy.warranty.1}', customer: "C'est garanti combien de temps ?" },
  {
    says: "{policy.warranty.2} De quoi s'agit-il dans votre cas ?",
    customer: "Qu'est-ce que la garantie ne couvre pas ?",
  },
  {
    says: 'Oh, quelle tuile ! Voici comment procéder : {policy.warranty.3}',
    customer: 'Mon appareil est cassé',
  },
  { says: '{policy.payment.1}', customer: 'Comment payer ?' },
  { says: '{policy.payment.2}', customer: 'En quelle monnaie ?' },
  { says: '{policy.payment.3}', customer: 'TVA comprise ?' },
  { says: 'La réponse est dans nos conditions : {policy.payment.4}', customer: 'Je suis débité quand ?' },
  { says: 'Votre commande {order.number} est {order.status}.', customer: 'Où est ma commande ?' },
  {
    says: 'Pour la commande {order.number}, la livraison est annoncée {order.delivery}.',
    customer: 'Mon colis arrive quand ?',
  },
  {
    says: 'Tout de suite. Numéro : {order.number}\nStatut : {order.status}\nLivraison : {order.delivery}',
    customer: 'Le statut ?',
  },
  { says: 'Le montant de la commande {order.number} est de {order.total}.', customer: "J'ai payé combien ?" },
  {
    says: 'Oui, elle est {order.status}. Gardez bien ce numéro : {order.number}.',
    customer: 'Ma commande est passée ?',
  },
  { says: "C'est le {order.number}. Conservez-le précieusement !", customer: 'Mon numéro de commande ?' },
  {
    says: 'Je ne peux pas annuler moi-même, hélas. Souhaitez-vous que je transmette la commande {order.number} à un collègue ?',
    customer: 'Je veux annuler',
  },
  {
    says: "Pas d'affolement. Je ne peux pas changer l'adresse d'une commande, mais je peux appeler quelqu'un de l'équipe. Il s'agit bien de {order.number} ?",
    customer: "L'adresse est fausse !",
  },
  {
    says: "J'en suis désolé. Pour {order.number}, je lis {order.status}, livraison {order.delivery}. Je fais intervenir quelqu'un ?",
    customer: "Le colis n'est jamais arrivé",
  },
  { says: 'Je vérifie dans nos conditions. {policy.shipping.1}', customer: 'Vous livrez au Québec ?' },
  { says: 'Vous le verrez à la caisse. {policy.payment.1}', customer: 'On peut payer en plusieurs fois ?' },
  { says: 'Je ne peux pas vous faire ça. {policy.payment.2}', customer: 'Un prix en bitcoins ?' },
  {
    says: 'Chère cliente,\nJe vous présente mes excuses pour ce désagrément. {policy.returns.3}\nRestant à votre écoute',
  },
  { says: 'Un mot sur les retours : {policy.returns.1}' },
  { says: 'Vous préférez {delivery.1.title} ou {delivery.2.title} ?' },
  { says: 'Pourriez-vous photographier le défaut ? La démarche est décrite ici : {policy.warranty.3}' },
  {
    says: "Voici où nous en sommes : commande {order.number}, {order.status}. Le système ne m'en dit pas davantage.",
  },
  { says: 'Les frais dépendent de la destination. {policy.shipping.2}' },
  { says: 'Je ne peux pas garantir un jour précis. Ce que je vois : {delivery.1.title}, {delivery.1.days}.' },
  {
    says: 'Votre agacement est légitime. Regardons ce que disent les conditions : {policy.warranty.1} {policy.warranty.2}',
  },
];
