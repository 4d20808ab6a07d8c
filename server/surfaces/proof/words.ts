/** The few words of the proof page, by language. */
export interface ProofWords {
  title: string;
  good: string;
  bad: string;
  erased: string;
  said: string;
  fact: string;
  about: string;
  source: string;
  when: string;
  priceVersion: string;
  quote: string;
  until: string;
  place: string;
  check: string;
  download: string;
  none: string;
}

const en: ProofWords = {
  title: 'Where this answer comes from',
  good: 'Verified: the shop signed this answer, and nothing in it was altered.',
  bad: 'This answer does not verify.',
  erased:
    'What was said was erased at the customer’s request. The chain still shows that something was said here.',
  said: 'Said',
  fact: 'What it is',
  about: 'Of',
  source: 'Read with',
  when: 'Read at',
  priceVersion: 'price version',
  quote: 'Quote',
  until: 'honoured until',
  place: 'Answer number in its conversation',
  check:
    'You can check this yourself, without asking the shop: npm package “shopwright”, function verifyCertificate.',
  download: 'Download as JSON',
  none: 'This answer states no fact of the shop.',
};
const es: ProofWords = {
  title: 'De dónde sale esta respuesta',
  good: 'Verificado: la tienda firmó esta respuesta y nada en ella ha cambiado.',
  bad: 'Esta respuesta no se puede verificar.',
  erased: 'Lo que se dijo se borró a petición del cliente. La cadena sigue mostrando que aquí se dijo algo.',
  said: 'Dicho',
  fact: 'Qué es',
  about: 'De',
  source: 'Leído con',
  when: 'Leído el',
  priceVersion: 'versión del precio',
  quote: 'Oferta',
  until: 'válida hasta',
  place: 'Número de la respuesta en su conversación',
  check: 'Puedes comprobarlo sin preguntar a la tienda: paquete npm «shopwright», función verifyCertificate.',
  download: 'Descargar como JSON',
  none: 'Esta respuesta no afirma ningún dato de la tienda.',
};
const pt: ProofWords = {
  title: 'De onde vem esta resposta',
  good: 'Verificado: a loja assinou esta resposta e nada nela foi alterado.',
  bad: 'Esta resposta não se consegue verificar.',
  erased:
    'O que foi dito foi apagado a pedido do cliente. A cadeia continua a mostrar que aqui se disse algo.',
  said: 'Dito',
  fact: 'O que é',
  about: 'De',
  source: 'Lido com',
  when: 'Lido em',
  priceVersion: 'versão do preço',
  quote: 'Oferta',
  until: 'válida até',
  place: 'Número da resposta na sua conversa',
  check: 'Pode verificar isto sem perguntar à loja: pacote npm «shopwright», função verifyCertificate.',
  download: 'Descarregar como JSON',
  none: 'Esta resposta não afirma nenhum dado da loja.',
};
const de: ProofWords = {
  title: 'Woher diese Antwort kommt',
  good: 'Geprüft: Der Shop hat diese Antwort signiert, und nichts daran wurde verändert.',
  bad: 'Diese Antwort lässt sich nicht bestätigen.',
  erased:
    'Was gesagt wurde, wurde auf Wunsch des Kunden gelöscht. Die Kette zeigt noch, dass hier etwas gesagt wurde.',
  said: 'Gesagt',
  fact: 'Was es ist',
  about: 'Von',
  source: 'Gelesen mit',
  when: 'Gelesen am',
  priceVersion: 'Preisversion',
  quote: 'Angebot',
  until: 'gültig bis',
  place: 'Nummer der Antwort in ihrem Gespräch',
  check:
    'Sie können das selbst prüfen, ohne den Shop zu fragen: npm-Paket „shopwright“, Funktion verifyCertificate.',
  download: 'Als JSON herunterladen',
  none: 'Diese Antwort behauptet keine Tatsache des Shops.',
};
const fr: ProofWords = {
  title: 'D’où vient cette réponse',
  good: 'Vérifié : la boutique a signé cette réponse et rien n’y a été modifié.',
  bad: 'Cette réponse ne peut pas être vérifiée.',
  erased:
    'Ce qui a été dit a été effacé à la demande du client. La chaîne montre encore que quelque chose a été dit ici.',
  said: 'Dit',
  fact: 'Ce que c’est',
  about: 'De',
  source: 'Lu avec',
  when: 'Lu le',
  priceVersion: 'version du prix',
  quote: 'Offre',
  until: 'valable jusqu’au',
  place: 'Numéro de la réponse dans sa conversation',
  check:
    'Vous pouvez le vérifier vous-même sans demander à la boutique : paquet npm « shopwright », fonction verifyCertificate.',
  download: 'Télécharger en JSON',
  none: 'Cette réponse n’affirme aucun fait de la boutique.',
};

const WORDS: Readonly<Record<string, ProofWords>> = { en, es, pt, de, fr };
export const proofWords = (language: string): ProofWords => WORDS[language] ?? en;
