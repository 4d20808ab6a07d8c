/** What a reader is told about a link that is paid for, beside the link itself. */
export interface Disclosure {
  label: string;
  text: string;
}

const WORDS: Readonly<Record<string, { label: string; text: (publisher: string) => string }>> = {
  en: { label: 'Paid link', text: (name) => `Paid link: ${name} earns a commission if you buy.` },
  es: { label: 'Enlace pagado', text: (name) => `Enlace pagado: ${name} recibe una comisión si compras.` },
  pt: { label: 'Link pago', text: (name) => `Link pago: ${name} recebe uma comissão se você comprar.` },
  de: {
    label: 'Bezahlter Link',
    text: (name) => `Bezahlter Link: ${name} erhält eine Provision, wenn Sie kaufen.`,
  },
  fr: {
    label: 'Lien rémunéré',
    text: (name) => `Lien rémunéré : ${name} touche une commission si vous achetez.`,
  },
};

/** In the language of the locale, English where there is none. */
export function disclosure(locale: string, publisher: string): Disclosure {
  const { label, text } = WORDS[locale.slice(0, 2).toLowerCase()] ?? WORDS.en!;
  return { label, text: text(publisher) };
}
