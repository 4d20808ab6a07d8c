/**
 * Somebody else's chatbot that recommends, sells and earns commission: AI SDK, any OpenAI-compatible model, the shop over MCP.
 *     SHOP_KEY=sk_… OPENAI_API_KEY=… node examples/publisher-bot.ts "I need a lamp to read by" "Yes, buy it"
 */
import { createOpenAI } from '@ai-sdk/openai';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { dynamicTool, generateText, isStepCount, jsonSchema, type ModelMessage } from 'ai';

const { SHOP_URL = 'http://127.0.0.1:3000', SHOP_KEY, OPENAI_BASE_URL, OPENAI_MODEL } = process.env;
const requestInit = { headers: { Authorization: `Bearer ${SHOP_KEY}` } };
const shop = new Client({ name: 'publisher-bot', version: '1.0.0' });
await shop.connect(new StreamableHTTPClientTransport(new URL('/mcp', SHOP_URL), { requestInit }));

let session_id: string | undefined;
const { tools: listed } = await shop.listTools();
const tool = ({ name, description = '', inputSchema }: (typeof listed)[number]) => {
  const execute = async (args: unknown) => {
    const given = { ...(args as object), ...(session_id && { session_id }) };
    const { content, structuredContent } = await shop.callTool({ name, arguments: given });
    session_id = (structuredContent as { session_id?: string } | undefined)?.session_id ?? session_id;
    return structuredContent ?? content;
  };
  return dynamicTool({ description, inputSchema: jsonSchema(inputSchema), execute });
};

const openai = createOpenAI(OPENAI_BASE_URL ? { baseURL: OPENAI_BASE_URL } : {});
const model = openai.chat(OPENAI_MODEL ?? 'gpt-5-mini');
const instructions =
  'Help people choose and buy. Say only prices that a tool gave. Tell that you earn a commission.';
const tools = Object.fromEntries(listed.map((one) => [one.name, tool(one)]));
const messages: ModelMessage[] = [];
for (const content of process.argv.slice(2)) {
  messages.push({ role: 'user', content });
  const ask = { model, instructions, messages, tools, stopWhen: isStepCount(12) };
  const { text, responseMessages } = await generateText(ask);
  messages.push(...responseMessages);
  console.log(text);
}
await shop.close();
