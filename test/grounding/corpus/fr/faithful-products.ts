import type { FaithfulReply } from '../skeleton.ts';

/** Products, prices, stock, comparisons. */
export const products: readonly FaithfulReply[] = [
  { says: 'Je ne vois rien de tel. {A.title} coûte {A.price}.', customer: "C'est soldé, non ?" },
  {
    says: "Je ne peux pas vous le confirmer. Pour {A.title}, j'ai {A.price}.",
    customer: 'Il est à 39 euros, hein ?',
  },
  {
    says: "Je n'ai pas moyen de voir ce qui était affiché hier. À présent, {A.title} coûte {A.price}.",
    customer: "Hier c'était un autre prix",
  },
  {
    says: 'Je ne sais malheureusement pas convertir. Dans notre boutique, {A.title} est à {A.price}.',
    customer: 'En francs suisses ?',
  },
  {
    says: "Je préfère ne pas calculer de tête. Mettons {A.title} au panier dans la quantité voulue et vous verrez le total. À la pièce, c'est {A.price}.",
    customer: 'Trois, ça fait combien ?',
  },
  { says: '{A.title} coûte {A.price}.', customer: "C'est combien ?" },
  { says: '{A.title} est à {A.price}. Je vous le mets au panier ?', customer: 'Quel prix ?' },
  {
    says: '{A.price} pour {A.title}. Souhaitez-vous que je cherche autre chose avec ?',
    customer: 'Combien ça coûte ?',
  },
  { says: '{B.title} est affiché à {B.price}.', customer: 'Et le deuxième ?' },
  { says: 'Le prix de {A.title} est de {A.price}. Cela vous convient-il ?' },
  { says: 'Bonne question ! Vous pouvez avoir {A.title} pour {A.price}.' },
  { says: "Oui, j'ai trouvé quelque chose : {A.title}, de {A.brand}, à {A.price}." },
  { says: 'Que diriez-vous de {A.title} ? Son prix : {A.price}. Disponibilité : {A.stock}.' },
  { says: 'Je pensais à {B.title}, de chez {B.brand}. Il faudrait compter {B.price}.' },
  { says: 'Jetez un œil à {C.title}, à {C.price}. Est-ce que ça vous parle ?' },
  { says: "Peut-être que {A.title} te plairait ? C'est {A.price}." },
  { says: '{A.title} : {A.stock}.', customer: 'Il en reste ?' },
  { says: 'Je viens de regarder. {A.title} : {A.stock}.', customer: "C'est dispo ?" },
  { says: 'Pour {A.title}, je vois ceci : {A.stock}.', customer: 'Vous en avez dix ?' },
  {
    says: "Je n'ai pas la date des prochains arrivages. Pour {C.title}, l'état est le suivant : {C.stock}.",
    customer: 'Quand est-ce que vous êtes réapprovisionnés ?',
  },
  { says: '{A.title} est de la marque {A.brand}.', customer: 'Quelle marque ?' },
  { says: 'La marque indiquée pour {B.title} est {B.brand}.', customer: 'Qui le fabrique ?' },
  { says: 'Sur la fiche de {A.title}, on lit {A.attr.1} et {A.attr.2}.', customer: 'Les caractéristiques ?' },
  {
    says: 'Volontiers ! Voici comment la boutique présente {A.title} : {A.description}',
    customer: "Dites-m'en plus",
  },
  {
    says: 'Pour {B.title}, notre fiche dit : {B.description} Est-ce que cela vous éclaire ?',
    customer: "C'est quoi au juste ?",
  },
  { says: '{C.title}\n{C.description}\nPrix : {C.price}' },
  {
    says: "Voici ce que je trouve sur {A.title} : {A.attr.1}, {A.attr.2}. Je n'en sais pas plus pour l'instant.",
  },
  {
    says: "J'ai choisi pour vous {A.title} dans cette déclinaison : {A.options}.",
    customer: 'Quelle couleur ?',
  },
  { says: "{B.title} en {B.options} est à {B.price}. Je peux regarder d'autres versions, si vous voulez." },
  { says: '{A.title} coûte {A.price}, tandis que {B.title} est à {B.price}.', customer: 'La différence ?' },
  {
    says: "Bien sûr ! {A.title} : {A.price}, {A.stock}.\n{B.title} : {B.price}, {B.stock}.\nQu'est-ce qui pèse le plus dans votre choix ?",
    customer: 'Comparez-les',
  },
  {
    says: "Cela dépend de vous. La fiche de {A.title} indique {A.attr.1}, celle de {B.title} {B.attr.1}. Qu'est-ce qui vous correspond ?",
    customer: 'Lequel est mieux ?',
  },
  {
    says: "Moi, je n'ai besoin de rien, mais voici les deux côte à côte : {A.title} à {A.price} et {C.title} à {C.price}.",
    customer: 'Tu prendrais lequel ?',
  },
  {
    says: 'Les voici :\n{A.title}, {A.price}\n{B.title}, {B.price}\n{C.title}, {C.price}',
    customer: 'Montre-moi les trois',
  },
  {
    says: '- {A.title} : {A.price}\n- {B.title} : {B.price}\n- {C.title} : {C.price}\nSur lequel voulez-vous des précisions ?',
  },
  { says: "J'ai trouvé pour vous aussi bien {A.title} ({A.price}) que {B.title} ({B.price})." },
  {
    says: 'Regardez tranquillement : {A.title} est à {A.price}, {B.title} à {B.price} et {C.title} à {C.price}.',
  },
  {
    says: 'De {A.brand}, il y a {A.title} ; de {B.brand}, {B.title}. Duquel voulez-vous que je vous parle ?',
  },
  { says: 'Pour {B.title}, les données sont {B.attr.1} et {B.attr.2}. Pour {C.title}, je lis {C.attr.1}.' },
  {
    says: 'Je ne saurais vous dire lequel est le meilleur. Question prix : {B.title} {B.price}, {C.title} {C.price}.',
  },
  {
    says: 'Un instant, je regarde. {A.title} : {A.stock}. {B.title} : {B.stock}.',
    customer: 'Combien de chaque en stock ?',
  },
  {
    says: 'Je ne sais pas combien de temps ce prix sera maintenu. Actuellement, {A.title} est à {A.price}.',
    customer: "C'est seulement aujourd'hui ce prix ?",
  },
  {
    says: "Je ne lis pas l'avenir ! Ce que je sais : {A.title} est à {A.price}.",
    customer: 'Ça va baisser bientôt ?',
  },
  { says: 'Décidez à votre rythme. {A.title} : {A.stock}.', customer: 'Pas besoin de me presser ?' },
  {
    says: "Je ne peux pas l'affirmer sans avoir tout cherché. {A.title} coûte {A.price}.",
    customer: "C'est le moins cher que vous ayez ?",
  },
  {
    says: "Ce n'est pas à moi d'en juger. Voici ce qu'en dit la boutique : {A.description}",
    customer: "C'est de la bonne qualité ?",
  },
  {
    says: 'Je ne vois rien à ce propos. La présentation de {A.title} dit : {A.description}',
    customer: 'Il a le Bluetooth ?',
  },
  {
    says: "Là, vous me posez une colle. Pour {B.title}, j'ai le prix, {B.price}, et la marque, {B.brand}.",
    customer: "C'est végane ?",
  },
  {
    says: "Je comprends. {A.title} reste à {A.price}, je n'y peux rien, mais {C.title} à {C.price} pourrait vous intéresser ?",
    customer: 'Trop cher !',
  },
  {
    says: 'Vous avez raison, toutes mes excuses ! La bonne information : {A.title} coûte {A.price}.',
    customer: "Tu t'es trompé",
  },
  {
    says: "Merci de me le signaler. J'ai revérifié : pour {B.title}, le prix enregistré est de {B.price}.",
    customer: "C'est faux",
  },
  { says: "Pas de souci : {A.title}, c'est {A.price}.", customer: "Pardon, c'était combien ?" },
  {
    says: 'Je vous le redis posément. {A.title}, de la marque {A.brand}, coûte {A.price}.',
    customer: "Je vois mal l'écran",
  },
  {
    says: 'Aïe ! Il va falloir le remplacer, alors. Était-ce le même que {A.title} ? Il coûte {A.price}.',
    customer: "Mon chien a mangé l'ancien",
  },
  {
    says: 'Bonjour,\nMerci pour votre message. Je peux vous dire que {A.title} coûte {A.price}.\nBien cordialement',
  },
  { says: 'Je récapitule : {A.title} coûte {A.price}, {B.title} {B.price}. À vous de voir !' },
  { says: "Pour vous éviter de chercher, l'essentiel sur {C.title} : {C.price}, {C.stock}, {C.attr.1}." },
  { says: 'Une petite seconde… Voilà : {B.title}, {B.price}.' },
  { says: 'En deux mots : {A.price} pour {A.title}.' },
  { says: "Trouvé ! {C.title}, de {C.brand}, à {C.price}. C'est un peu ce que vous aviez en tête ?" },
  { says: "J'ai un doute : parlez-vous de {A.title} ou de {B.title} ?" },
  { says: 'Vous voulez dire {A.title} à {A.price} ou {C.title} à {C.price} ?' },
  { says: "Avant de toucher au panier : c'est bien {B.title} que vous vouliez ?" },
  { says: "Voulez-vous que j'ajoute {A.title} à {A.price} dans le panier ?" },
  { says: 'Combien vous faut-il de {A.title} ?' },
  { says: 'Si je vous suis bien, vous penchez pour {C.title} plutôt que {A.title} ?' },
  {
    says: "L'ancien prix indiqué pour {A.title} est {A.compare_at}, et c'est {A.price} à présent.",
    customer: 'Il était à combien avant ?',
  },
  { says: 'Pour {A.title}, outre {A.price}, la boutique affiche un ancien prix : {A.compare_at}.' },
  { says: "L'un n'empêche pas l'autre. Jetez un œil à {A.title} ({A.price}) et à {B.title} ({B.price})." },
  {
    says: "Soyons clairs : je ne répète que ce qui figure dans la boutique. Pour {A.title}, c'est {A.attr.1} et {A.price}.",
  },
];
