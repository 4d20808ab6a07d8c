import type { LanguageModel } from 'ai';
import type { CallTool } from '../tools/call-tool.ts';
import { tools, toolsByName } from '../tools/registry.ts';
import { createDialogueAnswerer } from './agent/dialogue/answerer.ts';
import { warmUp } from './agent/dialogue/warm-up.ts';
import { fallbackAnswerer } from './agent/fallback-answerer.ts';
import { unlessForModel } from './agent/loop/after-model.ts';
import { createModel } from './agent/loop/model.ts';
import { createModelAnswerer } from './agent/loop/model-answerer.ts';
import { localized, products } from './commerce/catalog/model.ts';
import { keyedHash, loadSecret } from './commerce/secrets.ts';
import type { Config } from './config.ts';
import { createTranscriber } from './connectors/transcription/transcriber.ts';
import type { AppendReplyDeps } from './conversation/append-reply.ts';
import type { Senses, Transcribe } from './conversation/attachments.ts';
import { joinConversations } from './conversation/joined.ts';
import { Lanes } from './conversation/lanes.ts';
import { Mailbox } from './conversation/mailbox.ts';
import { MediaService } from './conversation/media.ts';
import type { MediaKind } from './conversation/media-type.ts';
import type { Attachment } from './conversation/model.ts';
import { ConversationService } from './conversation/service.ts';
import { conversationSpent } from './conversation/spent.ts';
import { languageOf, runTurn, type TurnDeps } from './conversation/turn.ts';
import { VisitService } from './conversation/visits.ts';
import { hasFreeText } from './grounding/blocks.ts';
import { render } from './grounding/render.ts';
import { ShareTokens } from './grounding/share-token.ts';
import { verify } from './grounding/verify/verify.ts';
import { CatalogVocabulary } from './grounding/verify/vocabulary.ts';
import { certifier, handoffTriggers } from './handoff-services.ts';
import type { Blobs } from './platform/blobs.ts';
import type { Clock } from './platform/clock.ts';
import type { Outbound } from './platform/http/outbound.ts';
import { type Ids, orderedId } from './platform/ids.ts';
import type { Pace } from './platform/pace.ts';
import type { Store } from './platform/store/port.ts';
import type { ShopServices } from './shop-services.ts';

const LEASE_MS = 30_000;
const MAX_TURNS = 32;
const NO_NAMES = new CatalogVocabulary();
/** A price that was read longer ago is read again before it is said. */
const MAX_FACT_AGE_MS = 60_000;

export interface ConversationServicesDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  config: Config;
  services: ShopServices;
  callTool: CallTool;
  outbound: Outbound;
  /** Instead of the one that the settings name. */
  model?: LanguageModel;
  /** False: no rules answer before the model. */
  rules?: boolean | undefined;
  /** For pictures and voice notes until they are read. */
  blobs: Blobs;
  /** Has turns wait for what is more urgent. */
  pace?: Pick<Pace, 'turn' | 'breathe'> | undefined;
  /** Brings replies to other channels than the web. */
  deliver?: AppendReplyDeps['deliver'];
  /** What customers sent on a channel and is still there. */
  remoteMedia?: (attachment: Attachment) => Promise<Uint8Array | undefined>;
  onFault: (error: unknown, about: object) => void;
}

export interface ConversationServices {
  conversations: ConversationService;
  lanes: Lanes;
  shares: ShareTokens;
  /** What customers look at on the merchant's website. */
  visits: VisitService;
  media: MediaService;
  /** What of pictures and voice notes is understood. */
  accepts: readonly MediaKind[];
  /** Answers what an earlier process left. */
  start(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/** Wires the conversation over a shop: mailbox, lanes, the answerers, grounding, certificates. */
export async function createConversationServices(
  deps: ConversationServicesDeps,
): Promise<ConversationServices> {
  const { store, clock, ids, config, services, pace, onFault } = deps;
  const worker = ids.next('worker');
  const callTool: CallTool = async (...call) => {
    await pace?.breathe();
    return deps.callTool(...call);
  };
  const check: TurnDeps['verify'] = async (document, facts) => {
    await pace?.breathe();
    // Only what somebody wrote freely is held against the names of the catalogue.
    const vocabulary = hasFreeText(document) ? await services.names.vocabulary() : NO_NAMES;
    return verify(document, {
      facts,
      vocabulary,
      now: clock.now(),
      maxAgeMs: MAX_FACT_AGE_MS,
    });
  };
  const spoken = async (language: string): Promise<boolean> =>
    (await services.shop.get()).locales.some((locale) => languageOf(locale) === language);
  const media = new MediaService({ store, clock, ids, blobs: deps.blobs, onFault });
  const senses: Senses = {
    read: async (attachment) => (await media.read(attachment)) ?? deps.remoteMedia?.(attachment),
    transcribe: transcriber(deps),
    vision: config.modelVision,
  };
  const saying: AppendReplyDeps = {
    certify: certifier({ clock, services, config }),
    ...(deps.deliver && { deliver: deps.deliver }),
  };
  const replyId = (): string => orderedId(ids, 'rep', clock.now());
  services.profiles.profiles.onJoined(joinConversations({ ...saying, replyId }));
  const turn: TurnDeps = {
    store,
    clock,
    ids,
    callTool,
    tools: toolsByName,
    market: (id) => services.shop.market(id),
    answerers: [
      ...(deps.rules === false
        ? []
        : [{ by: 'intents' as const, answer: unlessForModel(createDialogueAnswerer(spoken)) }]),
      ...modelAnswerers(deps, check),
      { by: 'template', answer: fallbackAnswerer },
    ],
    verify: check,
    render: async (document, facts, locale) => {
      await pace?.breathe();
      const cards = document.blocks.flatMap((block) => ('cards' in block ? block.cards : []));
      const shown = await store.getMany(products, [...new Set(cards.map(({ productId }) => productId))]);
      return render(document, facts, {
        locale,
        image: (productId, variantId) => {
          const product = shown.find(({ _id }) => _id === productId);
          const image = product?.variants.find(({ id }) => id === variantId)?.image ?? product?.images[0];
          return image && { url: image.url, alt: localized(image.alt, locale) };
        },
      });
    },
    senses,
    siblings: (id) => services.profiles.profiles.sessionsOf(id),
    maxFactAgeMs: MAX_FACT_AGE_MS,
    onFault,
    worker,
    ...saying,
    handover: { handoffs: services.handoffs, triggers: handoffTriggers(config) },
  };
  const lanes = new Lanes({
    store,
    clock,
    worker,
    leaseMs: LEASE_MS,
    // The embedded store is locked by the one process that has it open.
    soleWorker: true,
    maxTurns: MAX_TURNS,
    ...(pace && { mayStart: () => pace.turn() }),
    runTurn: (conversation, attempt, signal) => runTurn(turn, conversation, attempt, signal),
    onFault,
  });
  const mailbox = new Mailbox({
    store,
    clock,
    ids,
    dedupeHash: keyedHash(await loadSecret(store, 'inbound-dedupe'), 'inbound'),
    worker,
    leaseMs: LEASE_MS,
  });
  const { shop, sessions } = services;
  const conversations = new ConversationService({ store, clock, shop, sessions, mailbox, lanes });
  return {
    conversations,
    lanes,
    shares: new ShareTokens(keyedHash(await loadSecret(store, 'proof-share'), 'proof'), clock),
    visits: new VisitService({ store, catalog: services.catalog, now: () => clock.now() }),
    media,
    accepts: [...(senses.vision ? ['image' as const] : []), ...(senses.transcribe ? ['voice' as const] : [])],
    start: async () => {
      await warmUp((await shop.get()).locales.map(languageOf));
      await media.start();
      await lanes.start();
    },
    stop: async (graceMs) => {
      await lanes.stop(graceMs);
      conversations.close();
      media.close();
    },
  };
}

const transcriber = ({ config, outbound }: ConversationServicesDeps): Transcribe | undefined =>
  config.transcriptionModel === undefined
    ? undefined
    : createTranscriber({
        outbound,
        baseUrl: config.transcriptionUrl,
        apiKey: config.transcriptionKey,
        model: config.transcriptionModel,
        timeoutMs: config.transcriptionMs,
      });

/** None where no model is set: then nothing that customers write leaves this server. */
function modelAnswerers(deps: ConversationServicesDeps, check: TurnDeps['verify']): TurnDeps['answerers'] {
  const { config, outbound, services, store, clock, onFault } = deps;
  if (config.modelName === undefined && !deps.model) return [];
  const settings = {
    baseUrl: config.modelUrl,
    apiKey: config.modelKey,
    model: config.modelName ?? 'given',
    inputPrice: config.modelInputPrice,
    outputPrice: config.modelOutputPrice,
  };
  const answer = createModelAnswerer({
    model:
      deps.model ??
      createModel(
        settings,
        outbound.with({
          totalMs: config.modelTurnMs,
          firstByteMs: config.modelTurnMs,
          idleMs: config.modelTurnMs,
        }),
      ),
    clock,
    settings,
    budget: {
      steps: config.modelSteps,
      turnMs: config.modelTurnMs,
      turnTokens: config.modelTurnTokens,
      conversationTokens: config.modelConversationTokens,
      conversationMicrodollars: config.modelConversationCost,
    },
    tools,
    shopName: async () => (await services.shop.get()).name,
    names: () => services.names.vocabulary(),
    verify: check,
    spent: conversationSpent(store),
    onFault,
  });
  return [{ by: 'model', answer }];
}
