// @modelcontextprotocol/sdk 1.x over Streamable HTTP: list, call, progress, resume after a cut connection.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { headers, observe, server, text, waitingForNewPipeline } from './lib.mjs';

/** Breaks the body of the first event stream that answers a tools/call after so many chunks; notes resumptions. */
function cuttingFetch(chunks, seen) {
  return async (url, init) => {
    const lastEventId = new Headers(init?.headers).get('last-event-id');
    if (lastEventId) {
      seen.lastEventIds.push(lastEventId);
    }
    const answer = await fetch(url, init);
    const streamed = answer.headers.get('content-type')?.startsWith('text/event-stream');
    if (seen.cuts > 0 || !streamed || !String(init?.body ?? '').includes('"tools/call"')) {
      return answer;
    }
    seen.cuts++;
    const reader = answer.body.getReader();
    let left = chunks;
    const cut = new ReadableStream({
      async pull(controller) {
        if (left-- === 0) {
          await reader.cancel();
          controller.error(new Error('connection cut by the test'));
          return;
        }
        const { done, value } = await reader.read();
        if (done) {
          controller.close();
        } else {
          controller.enqueue(value);
        }
      },
    });
    return new Response(cut, { status: answer.status, headers: answer.headers });
  };
}

async function connect(options) {
  const transport = new StreamableHTTPClientTransport(new URL(`${server}/mcp`), {
    requestInit: { headers },
    reconnectionOptions: {
      initialReconnectionDelay: 200,
      maxReconnectionDelay: 1000,
      reconnectionDelayGrowFactor: 1.5,
      maxRetries: 5,
    },
    ...options,
  });
  const client = new Client({ name: 'acceptance-v1', version: '1.0.0' }, { capabilities: {} });
  await client.connect(transport);
  return { client, transport };
}

async function wait(client) {
  const progress = [];
  const result = await client.callTool(await waitingForNewPipeline(5), undefined, {
    onprogress: p => progress.push(p.progress),
    timeout: 30_000,
  });
  return { progress, answer: JSON.parse(text(result)) };
}

observe(async () => {
  const { client, transport } = await connect({});
  const { tools } = await client.listTools();
  const called = await client.callTool({ name: 'list_projects', arguments: {} });
  const seen = {
    protocolVersion: transport.protocolVersion,
    server: client.getServerVersion(),
    session: Boolean(transport.sessionId),
    tools: tools.map(t => t.name),
    isError: called.isError ?? false,
    projects: JSON.parse(text(called)).items.length,
    waited: await wait(client),
  };
  await transport.terminateSession();
  await client.close();

  const cut = { cuts: 0, lastEventIds: [] };
  const second = await connect({ fetch: cuttingFetch(2, cut) });
  seen.resumed = { ...(await wait(second.client)), ...cut };
  await second.transport.terminateSession();
  await second.client.close();
  return seen;
});
