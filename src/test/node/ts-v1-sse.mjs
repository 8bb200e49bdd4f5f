// @modelcontextprotocol/sdk 1.x over the HTTP+SSE transport of 2024-11-05.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { headers, observe, server, text, waitingForNewPipeline } from './lib.mjs';

observe(async () => {
  const transport = new SSEClientTransport(new URL(`${server}/sse`), {
    requestInit: { headers },
    // The stream itself is opened by another fetch, which takes no requestInit.
    eventSourceInit: { fetch: (url, init) => fetch(url, { ...init, headers: { ...init?.headers, ...headers } }) },
  });
  const client = new Client({ name: 'acceptance-v1-sse', version: '1.0.0' }, { capabilities: {} });
  await client.connect(transport);
  const { tools } = await client.listTools();
  const called = await client.callTool({ name: 'list_projects', arguments: {} });
  const progress = [];
  const waited = await client.callTool(await waitingForNewPipeline(3), undefined, {
    onprogress: p => progress.push(p.progress),
  });
  await client.close();
  return {
    server: client.getServerVersion(),
    tools: tools.map(t => t.name),
    isError: called.isError ?? false,
    projects: JSON.parse(text(called)).items.length,
    waited: { progress, answer: JSON.parse(text(waited)) },
  };
});
