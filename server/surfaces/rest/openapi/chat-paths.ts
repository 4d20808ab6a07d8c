import { z } from 'zod';
import { Conversation } from '../../../conversation/model.ts';
import { RenderedBlock } from '../../../grounding/rendered-reply.ts';
import { IdentityInput, MessageInput, OpenInput, PageQuery } from '../../chat/shapes.ts';
import { UiChatInput } from '../../chat/ui-message-stream.ts';
import { EventsInput } from '../../chat/website-events.ts';
import { jsonBody, jsonSchema, problems, text } from './schemas.ts';

const HeldBy = Conversation.shape.heldBy.describe('person: somebody of the shop’s staff answers, no program');
const Accepts = z.array(z.enum(['image', 'voice'])).describe('What may be uploaded and is understood');

const InFrame = z.boolean().describe('Whether the website that asks may show the hosted checkout in a frame');

const Opened = z.strictObject({
  conversation_id: z.string().describe('Who holds it, and the credential that opened it, may write and read'),
  market: z.string(),
  locale: z.string(),
  accepts: Accepts,
  checkout_in_frame: InFrame,
});

const Message = z.strictObject({
  id: z.string(),
  sequence: z.int().describe('1, 2, 3 … in its conversation'),
  text: z.string(),
  at: z.iso.datetime(),
  answered: z.boolean(),
  attachments: z.array(z.strictObject({ kind: z.string(), media_type: z.string() })).optional(),
  turn_id: z.string().optional().describe('The reply with the same turn_id answers it'),
});

const ReplyOutput = z.strictObject({
  id: z.string(),
  sequence: z.int().describe('Also its event id in the stream'),
  by: z.enum(['bot', 'person', 'system']),
  author: z.string().optional().describe('Name of the person who wrote it'),
  turn_id: z.string().optional(),
  language: z.string(),
  text: z.string().describe('All of it as one text'),
  blocks: z
    .array(RenderedBlock)
    .describe('The same to lay out; a run with a fact says that fact and no more'),
  at: z.iso.datetime(),
  proof_url: z.url().optional().describe('What each fact in it rests on, good for seven days'),
});

const History = z.strictObject({
  messages: z.array(Message),
  replies: z.array(ReplyOutput),
  held_by: HeldBy,
  waiting: z.int().describe('Messages that have no answer yet'),
  accepts: Accepts,
  checkout_in_frame: InFrame,
});

const Stored = z.strictObject({
  message: Message,
  is_new: z.boolean().describe('False when the message came before: it is not answered again'),
  held_by: HeldBy,
});

const Uploaded = z.strictObject({
  media_id: z.string(),
  kind: z.string(),
  media_type: z.string(),
  bytes: z.int(),
});

const Taken = z.strictObject({
  accepted: z.int(),
  duplicates: z.int(),
  unknown: z.array(z.string()).describe('Ids of events whose product the shop does not have'),
});

const Proof = z.strictObject({
  certificate: z.looseObject({}).describe('For verifyCertificate of shopwright/proof'),
  valid: z.boolean(),
  reason: z.string().optional(),
  message: z.string().optional(),
  quotes: z.record(z.string(), z.string()).describe('Signed proofs of the quotes in it, by quote id'),
  jwks_url: z.url(),
});

const anybody = [{}, { key: [] }];
const tags = ['Conversations'];
const id = { name: 'id', in: 'path', required: true, description: 'conversation_id', ...text };
const ServerSentEvent = z.looseObject({
  event: z.string().optional(),
  data: z.string().describe('JSON'),
  id: z.string().optional(),
});
const events = { 'text/event-stream': { schema: jsonSchema(ServerSentEvent, 'output') } };
const body = (schema: z.ZodType, example: unknown, required = true) => ({
  required,
  content: jsonBody(jsonSchema(schema, 'input'), example),
});
const answer = (description: string, schema: z.ZodType) => ({
  description,
  content: jsonBody(jsonSchema(schema, 'output')),
});
const refusals = (...more: number[]) => problems(400, 401, 403, 404, 422, 429, 500, 503, ...more);

/** `/v1/conversations`, `/v1/events` and `/proof`: only where the chat is switched on. */
export const chatPaths = {
  '/v1/conversations': {
    post: {
      operationId: 'open_conversation',
      tags,
      summary: 'Open a conversation',
      security: anybody,
      requestBody: body(OpenInput, { locale: 'en' }, false),
      responses: { 201: answer('Opened', Opened), ...refusals(413, 415) },
    },
  },
  '/v1/conversations/{id}/messages': {
    post: {
      operationId: 'post_message',
      tags,
      summary: 'Write to the shop',
      description:
        'Answered when the message is stored; its reply follows in the stream of events, or is read here. Send it again under the same message_id when the answer was lost.',
      security: anybody,
      parameters: [id],
      requestBody: body(MessageInput, { text: 'How much is the desk lamp?', message_id: 'm1' }),
      responses: { 202: answer('Stored', Stored), ...refusals(409, 413, 415) },
    },
    get: {
      operationId: 'read_conversation',
      tags,
      summary: 'Read what was said',
      description: 'The last 100 messages and the last 100 replies, each from the oldest on.',
      security: anybody,
      parameters: [
        id,
        ...Object.entries(PageQuery.shape).map(([name, { description }]) => ({
          name,
          in: 'query',
          required: false,
          description,
          schema: { type: 'integer', minimum: 0, maximum: 1e9 },
        })),
      ],
      responses: { 200: answer('What was said', History), ...refusals() },
    },
  },
  '/v1/conversations/{id}/identity': {
    post: {
      operationId: 'identify_user',
      tags,
      summary: 'Say who is signed in on the website',
      description:
        'Counts only with the hash that the website’s server made. A conversation belongs to one user: for another, 409, open another.',
      security: anybody,
      parameters: [id],
      requestBody: body(IdentityInput, {
        user_id: 'user-17',
        hash: '9d1f1c1b6c4a0b5c3c1d6e6a2a1f6f0e6d2b7f0c9d1f1c1b6c4a0b5c3c1d6e6a',
      }),
      responses: { 204: { description: 'Known' }, ...refusals(409, 413, 415) },
    },
  },
  '/v1/conversations/{id}/media': {
    post: {
      operationId: 'upload_media',
      tags,
      summary: 'Upload a picture or a voice note',
      description:
        'The bytes as they are. What they are is told from the contents. Then name media_id in a message.',
      security: anybody,
      parameters: [id],
      requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } },
      responses: { 201: answer('Kept', Uploaded), ...refusals(413, 415) },
    },
  },
  '/v1/conversations/{id}/events': {
    get: {
      operationId: 'follow_replies',
      tags,
      summary: 'Follow the replies',
      description:
        'Server-Sent Events: each `reply` event holds a reply as it is read from messages, and its number as id. A client that comes back with Last-Event-ID, or with after, misses none.',
      security: anybody,
      parameters: [
        id,
        { name: 'Last-Event-ID', in: 'header', required: false, ...text },
        {
          name: 'after',
          in: 'query',
          required: false,
          description: 'The same for a client that cannot set headers',
          ...text,
        },
      ],
      responses: { 200: { description: 'Replies as they come', content: events }, ...refusals() },
    },
  },
  '/v1/conversations/{id}/chat': {
    post: {
      operationId: 'chat',
      tags,
      summary: 'Chat with useChat of the AI SDK',
      description:
        'Answers in the UI message stream (version 1): the reply’s text, and its blocks as one data-reply part. Of the messages the last one of the user’s counts; the same message again gets the same reply.',
      security: anybody,
      parameters: [id],
      requestBody: body(UiChatInput, {
        messages: [{ id: 'm1', role: 'user', parts: [{ type: 'text', text: 'How much is the desk lamp?' }] }],
      }),
      responses: { 200: { description: 'The reply', content: events }, ...refusals(409, 413, 415) },
    },
  },
  '/v1/events': {
    post: {
      operationId: 'post_events',
      tags,
      summary: 'Tell what a customer looks at on the website',
      description:
        'Context of a conversation, with the customer’s consent: it never causes a reply or a change. Without consent nothing is kept; consent false without events deletes what was.',
      security: anybody,
      requestBody: body(EventsInput, {
        conversation_id: 'ses_…',
        consent: true,
        events: [{ id: 'e1', type: 'page_viewed', url: 'https://shop.example/lamps' }],
      }),
      responses: {
        202: answer('Taken', Taken),
        204: { description: 'Forgotten' },
        ...refusals(413, 415),
      },
    },
  },
  '/proof/{reply}': {
    get: {
      operationId: 'get_proof',
      tags,
      summary: 'Show what a reply rests on',
      description:
        'As a page for people or, asked for application/json, as the certificate. Opened by the share token of proof_url, or by the conversation’s id.',
      security: anybody,
      parameters: [
        { name: 'reply', in: 'path', required: true, ...text },
        { name: 'share', in: 'query', required: false, ...text },
        { name: 'X-Conversation-Id', in: 'header', required: false, ...text },
      ],
      responses: {
        200: {
          description: 'The certificate',
          content: { ...jsonBody(jsonSchema(Proof, 'output')), 'text/html': { schema: { type: 'string' } } },
        },
        ...refusals(),
      },
    },
  },
};
