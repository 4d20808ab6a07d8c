/** A model that takes no time: it searches once, then says what it found. Prints the URL of its OpenAI-compatible API. */
import { lastResult, startFakeOpenAi } from '../../fakes/openai/server.ts';

const model = await startFakeOpenAi('sk-bench');
model.script = (request) => {
  // The bench would keep all it ever asked.
  model.requests.length = 0;
  const found = lastResult(request, 'search_catalog');
  if (found === undefined)
    return { calls: [{ name: 'search_catalog', args: { query: 'headphones', limit: 3 } }] };
  const variant = /"(var_[\w-]+)"/.exec(found)?.[1];
  const args = {
    text: 'I found this. Would you like to see another?',
    ...(variant && { products: [variant] }),
  };
  return { calls: [{ name: 'reply', args }] };
};
console.log(JSON.stringify({ url: model.url }));
process.on('SIGTERM', () => process.exit(0));
