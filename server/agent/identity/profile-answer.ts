import { linkCodeIn } from '../../commerce/profiles/link-code.ts';
import type { TurnInput } from '../../conversation/answerer.ts';
import { cartBlock } from '../../grounding/blocks.ts';
import type { PhraseKey } from '../../grounding/phrases/phrases.ts';
import type { Block, Segment } from '../../grounding/reply.ts';
import { folded } from '../../platform/folded.ts';

/** What was wanted, and what is said to it. */
export interface PersonalAnswer {
  blocks: Block[];
  intent: string;
  /** The customer goes on in this language. */
  locale?: string;
}

const say = (
  key: PhraseKey,
  facts?: Readonly<Record<string, string>>,
  said?: Readonly<Record<string, string>>,
): Block => ({
  type: 'text',
  segments: [
    { type: 'phrase', key, ...(facts && { facts: { ...facts } }), ...(said && { said: { ...said } }) },
  ],
});

/** What is asked about oneself, in plain form (lower case, no accents), over all languages of the shop. */
const words = (...sources: readonly string[]): RegExp => new RegExp(`(?:^| )(?:${sources.join('|')})(?: |$)`);

const ELSEWHERE = words(
  '(?:continue|carry on|go on|switch|move|finish|pick up)(?: \\w+){0,4} (?:whatsapp|my (?:phone|mobile|tablet|computer|laptop)|(?:an)?other (?:device|channel|chat)|(?:the|your) (?:website|site))',
  '(?:seguir|sigo|continu\\w+|pasar|cambiar)(?: \\w+){0,4} (?:whatsapp|mi (?:movil|celular|telefono|tableta|ordenador|computador\\w*|portatil)|otro (?:dispositivo|canal|chat)|(?:la|su|vuestra) (?:pagina )?web)',
  '(?:seguir|continu\\w+|passar|mudar)(?: \\w+){0,4} (?:whatsapp|(?:meu )?(?:celular|telemovel|computador|portatil|notebook)|meu telefone|outro (?:dispositivo|canal|chat)|(?:no|o|seu|vosso) site)',
  '(?:auf|per|in|am|zu) (?:\\w+ ){0,2}(?:whatsapp|handy|smartphone|anderen gerat|anderen kanal|tablet|computer|rechner|laptop|webseite|website)(?: \\w+){0,2} (?:weiter\\w*|fort\\w*|wechseln)',
  '(?:weiter\\w*|wechseln)(?: \\w+){0,3} (?:auf|zu|per|am) (?:\\w+ ){0,2}(?:whatsapp|handy|smartphone|tablet|computer|rechner|laptop|webseite|website)',
  '(?:continu\\w+|poursuiv\\w+|passer)(?: \\w+){0,4} (?:whatsapp|mon (?:telephone|portable|mobile|ordinateur)|(?:un )?autre (?:appareil|canal|chat)|(?:le|votre) site)',
);
const ABOUT_ME = words(
  'what (?:do|did|have) you (?:know|remember|stored?|saved?|kept?|noted?)(?: \\w+){0,2} (?:about|of) me|(?:show|tell|see)(?: me)? my preferences|what are my preferences',
  '(?:que|lo que) (?:sabes?|recuerdas?|sabeis|saben|recuerdan) (?:de|sobre) mi|cuales son mis preferencias|(?:ver|muestra\\w*) mis preferencias',
  '(?:que|o que)(?: voces?)? (?:sabes?|sabem|lembras?|lembram) (?:de|sobre) mim|quais sao (?:as )?minhas preferencias|(?:ver|mostr\\w+) (?:as )?minhas preferencias',
  'was (?:weisst|weiss|wissen|wisst|merkst)(?: \\w+){0,2} uber mich|(?:was|welche) (?:sind|habt ihr|haben sie|hast du)(?: \\w+){0,2} (?:meine vorlieben|uber mich)|zeig\\w*(?: \\w+)? meine vorlieben',
  '(?:que|qu est ce que)(?: vous)? (?:savez|sais|retenez|retiens)(?: vous| tu)? (?:de|sur) moi|(?:ce que|que) (?:vous savez|tu sais) (?:de|sur) moi|(?:voir|montr\\w+) mes preferences|quelles sont mes preferences',
);
const FORGET = words(
  '(?:forget|delete|erase|remove|clear) (?:all )?(?:my preferences|(?:what|everything|all)(?: \\w+){0,3} (?:about|of) me)|forget about me',
  '(?:olvid\\w+|borr\\w+|elimin\\w+) (?:mis preferencias|(?:lo que|todo)(?: \\w+){0,3} (?:de|sobre) mi)',
  '(?:esque\\w+|apag\\w+|elimin\\w+) (?:(?:as )?minhas preferencias|(?:o que|tudo)(?: \\w+){0,3} (?:de|sobre) mim)',
  '(?:vergiss\\w*|vergessen sie|losch\\w*)(?: \\w+){0,2} (?:meine vorlieben|alles uber mich|was (?:du|sie|ihr) uber mich (?:weisst|wissen|wisst))',
  '(?:oubli\\w+|supprim\\w+|effac\\w+) (?:mes preferences|(?:ce que|tout)(?: \\w+){0,4} (?:de|sur) moi)',
);
const UNLINK = new Set(
  'disconnect|unlink|desconectar|desvincular|desligar|trennen|verbindung trennen|deconnecter|dissocier'.split(
    '|',
  ),
);
/** "Remember that …": to ask for it is to agree. */
const REMEMBER =
  /^(?:(?:please|por favor|bitte|merci de)[\s,]+)?(?:remember|keep in mind|recuerd[ae]|apunt[ae]|lembr[ae](?:[- ]te|[- ]se)?(?: de)?|anot[ae]|merke? dir,?|merken sie sich,?|retiens|retenez|souviens-toi|notez)\s+(?:that|que|dass)\s+(.{2,200}?)[.!]*$/iu;
const OPEN_WHATSAPP: Segment = { type: 'phrase', key: 'open_whatsapp' };
const MAX_WORDS = 14;
const MAX_SHOWN = 10;

/** Answers about who somebody is: codes that carry them from one conversation to another, and what is remembered of them. */
export async function profileAnswer(turn: TurnInput, text: string): Promise<PersonalAnswer | undefined> {
  const code = linkCodeIn(text);
  if (code !== undefined) return useCode(turn, code);
  const stated = REMEMBER.exec(text.trim())?.[1];
  if (stated !== undefined) return remember(turn, stated, text);
  const plain = folded(text);
  if (plain.split(' ').length > MAX_WORDS) return undefined;
  if (FORGET.test(plain)) return forget(turn);
  if (ABOUT_ME.test(plain)) return tell(turn);
  if (UNLINK.has(plain)) return unlink(turn);
  return ELSEWHERE.test(plain) ? makeCode(turn) : undefined;
}

async function useCode({ toolbox }: TurnInput, code: string): Promise<PersonalAnswer> {
  const intent = 'link_channel';
  const linked = await toolbox.write('link_channel', { action: 'use_code', code });
  if (!linked.ok) return { blocks: [say(REFUSED[linked.error.code] ?? 'link_code_wrong')], intent };
  const { market, locale } = linked.output as { market: string; locale: string };
  const cart = await toolbox.read('get_cart', { market, locale });
  const block = cart.ok ? cartBlock(cart.facts) : undefined;
  return { blocks: [say('linked_here'), ...(block ? [block] : [])], intent, locale };
}

const REFUSED: Readonly<Record<string, PhraseKey>> = {
  conflict: 'link_code_here',
  forbidden: 'link_refused',
};

async function makeCode({ toolbox }: TurnInput): Promise<PersonalAnswer | undefined> {
  const made = await toolbox.write('link_channel', { action: 'make_code' });
  if (!made.ok) return { blocks: [say('not_done')], intent: 'link_channel' };
  const code = made.facts.find(({ field }) => field === 'link_code');
  const whatsapp = made.facts.find(({ field }) => field === 'whatsapp_url');
  if (!code) return undefined;
  const link: Block[] = whatsapp
    ? [{ type: 'link', purpose: 'channel', label: OPEN_WHATSAPP, link: whatsapp.id }]
    : [];
  return { blocks: [say('link_code_made', { code: code.id }), ...link], intent: 'link_channel' };
}

async function unlink({ toolbox }: TurnInput): Promise<PersonalAnswer> {
  const done = await toolbox.write('link_channel', { action: 'unlink' });
  const was = done.ok && done.output.status === 'unlinked';
  return { blocks: [say(was ? 'unlinked' : 'not_linked')], intent: 'link_channel' };
}

async function remember({ toolbox }: TurnInput, stated: string, text: string): Promise<PersonalAnswer> {
  const done = await toolbox.write('remember_preferences', {
    preferences: [stated.trim()],
    consent_words: text.trim().slice(0, 300),
  });
  return { blocks: [say(done.ok ? 'did_remember' : 'not_done')], intent: 'remember_preferences' };
}

async function forget({ toolbox }: TurnInput): Promise<PersonalAnswer> {
  const done = await toolbox.write('forget_preferences', {});
  return { blocks: [say(done.ok ? 'forgot_all' : 'not_done')], intent: 'forget_preferences' };
}

async function tell({ toolbox }: TurnInput): Promise<PersonalAnswer | undefined> {
  const known = await toolbox.read('get_preferences', {});
  if (!known.ok) return undefined;
  const { remembered, linked_conversations: linked } = known.output as {
    remembered?: { preferences: string[]; sizes: { of: string; size: string }[] };
    linked_conversations: unknown[];
  };
  const liked = known.facts.filter(({ kind }) => kind === 'product');
  const told: Block[] = [
    ...[
      ...(remembered?.preferences ?? []),
      ...(remembered?.sizes ?? []).map(({ of, size }) => `${of}: ${size}`),
    ].map((one) => say('remember_words', undefined, { words: one })),
    ...liked.map(({ id }) => say('remember_liked', { product: id })),
  ];
  return {
    blocks: [
      ...(told.length > 0 ? [say('remember_these'), ...told.slice(-MAX_SHOWN)] : [say('remember_nothing')]),
      ...(linked.length > 0 ? [say('linked_others')] : []),
    ],
    intent: 'get_preferences',
  };
}
