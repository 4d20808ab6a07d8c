/** The few words of the buy page, by language. */
export interface BuyWords {
  title: string;
  each: string;
  quantity: string;
  go: string;
  soldOut: string;
  few: (left: number) => string;
  gone: string;
  nothing: string;
  change: string;
}

const WORDS: Readonly<Record<string, BuyWords>> = {
  en: {
    title: 'Recommended for you',
    each: 'each',
    quantity: 'Quantity',
    go: 'Go to checkout',
    soldOut: 'Sold out',
    few: (left) => `Only ${left} left`,
    gone: 'No longer sold here',
    nothing: 'Nothing of this can be bought at the moment.',
    change: 'Tax and shipping follow in the next step. Nothing is charged yet.',
  },
  es: {
    title: 'Recomendado para ti',
    each: 'por unidad',
    quantity: 'Cantidad',
    go: 'Ir al pago',
    soldOut: 'Agotado',
    few: (left) => `Solo quedan ${left}`,
    gone: 'Ya no se vende aquí',
    nothing: 'En este momento no se puede comprar nada de esto.',
    change: 'Los impuestos y el envío siguen en el próximo paso. Aún no se cobra nada.',
  },
  pt: {
    title: 'Recomendado para você',
    each: 'por unidade',
    quantity: 'Quantidade',
    go: 'Ir para o pagamento',
    soldOut: 'Esgotado',
    few: (left) => `Restam apenas ${left}`,
    gone: 'Não é mais vendido aqui',
    nothing: 'No momento nada disso pode ser comprado.',
    change: 'Impostos e frete vêm no próximo passo. Nada é cobrado ainda.',
  },
  de: {
    title: 'Für Sie empfohlen',
    each: 'pro Stück',
    quantity: 'Menge',
    go: 'Zur Kasse',
    soldOut: 'Ausverkauft',
    few: (left) => `Nur noch ${left} da`,
    gone: 'Wird hier nicht mehr verkauft',
    nothing: 'Davon lässt sich im Moment nichts kaufen.',
    change: 'Steuer und Versand folgen im nächsten Schritt. Noch wird nichts berechnet.',
  },
  fr: {
    title: 'Recommandé pour vous',
    each: 'l’unité',
    quantity: 'Quantité',
    go: 'Passer au paiement',
    soldOut: 'Épuisé',
    few: (left) => `Plus que ${left} en stock`,
    gone: 'N’est plus vendu ici',
    nothing: 'Rien de tout cela ne peut être acheté pour le moment.',
    change: 'Les taxes et la livraison suivent à l’étape suivante. Rien n’est encore débité.',
  },
};

export const buyWords = (locale: string): BuyWords => WORDS[locale.slice(0, 2).toLowerCase()] ?? WORDS.en!;
