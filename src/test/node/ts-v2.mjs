// @modelcontextprotocol/client 2.x. Argument: auto, legacy or a protocol version to be pinned.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { headers, observe, server, text, waitingForNewPipeline } from './lib.mjs';

const [mode] = process.argv.slice(2);

observe(async () => {
  if (!mode) {
    throw new Error('Usage: ts-v2.mjs auto|legacy|VERSION');
  }
  const requests = [];
  const transport = new StreamableHTTPClientTransport(new URL(`${server}/mcp`), {
    requestInit: { headers },
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      const body = init?.body ? JSON.parse(init.body) : {};
      requests.push(`${init?.method ?? 'GET'} ${body.method ?? '-'} ${answer.status}`);
      return answer;
    },
  });
  const negotiation = mode === 'auto' || mode === 'legacy' ? mode : { pin: mode };
  const client = new Client(
    { name: 'acceptance-v2', version: '1.0.0' },
    { versionNegotiation: { mode: negotiation }, capabilities: {} },
  );
  await client.connect(transport);
  const { tools } = await client.listTools();
  const called = await client.callTool({ name: 'list_projects', arguments: {} });
  const progress = [];
  const waited = await client.callTool(await waitingForNewPipeline(4), { onprogress: p => progress.push(p.progress) });
  const seen = {
    era: client.getProtocolEra(),
    protocolVersion: client.getNegotiatedProtocolVersion(),
    server: client.getServerVersion(),
    tools: tools.map(t => t.name),
    isError: called.isError ?? false,
    projects: JSON.parse(text(called)).items.length,
    waited: { progress, answer: JSON.parse(text(waited)) },
  };
  if (seen.era === 'modern') {
    const subscription = await client.listen({ toolsListChanged: true, promptsListChanged: true });
    seen.honoredFilter = subscription.honoredFilter;
    await subscription.close();
  }
  await client.close();
  return { ...seen, requests };
});
