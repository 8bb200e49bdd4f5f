// Questions to the client and change notifications, against a server with the fixtures of the conformance suite.
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import {
  CreateMessageRequestSchema,
  ElicitRequestSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { Client as ClientV2, StreamableHTTPClientTransport as TransportV2 } from '@modelcontextprotocol/client';
import { headers, observe, promised, server, text } from './lib.mjs';

const url = new URL(`${server}/mcp`);
const sampled = {
  role: 'assistant',
  content: { type: 'text', text: 'a sampled answer' },
  model: 'acceptance',
  stopReason: 'endTurn',
};

/** Accepts and answers what each form asks for. */
function answerForm(request) {
  const values = { name: 'Alice', username: 'alice', email: 'alice@example.com' };
  const asked = Object.keys(request.params.requestedSchema.properties);
  return { action: 'accept', content: Object.fromEntries(asked.map(key => [key, values[key]])) };
}

async function legacy() {
  const transport = new TransportV1(url, { requestInit: { headers } });
  const client = new ClientV1(
    { name: 'acceptance-fixtures-v1', version: '1.0.0' },
    { capabilities: { elicitation: {}, sampling: {} } },
  );
  client.setRequestHandler(ElicitRequestSchema, answerForm);
  client.setRequestHandler(CreateMessageRequestSchema, () => sampled);
  const changed = promised('tools/list_changed, legacy');
  client.setNotificationHandler(ToolListChangedNotificationSchema, n => changed.resolve(n.method));
  await client.connect(transport);
  const call = async (name, args) => text(await client.callTool({ name, arguments: args }));
  const seen = {
    elicitation: await call('test_elicitation', { message: 'Who are you?' }),
    sampling: await call('test_sampling', { prompt: 'Say something' }),
  };
  await call('test_trigger_tool_change', {});
  seen.changed = await changed.promise;
  await transport.terminateSession();
  await client.close();
  return seen;
}

async function modern() {
  const client = new ClientV2(
    { name: 'acceptance-fixtures-v2', version: '1.0.0' },
    {
      versionNegotiation: { mode: { pin: '2026-07-28' } },
      capabilities: { elicitation: { form: {} }, sampling: {} },
    },
  );
  client.setRequestHandler('elicitation/create', answerForm);
  client.setRequestHandler('sampling/createMessage', () => sampled);
  const changed = promised('tools/list_changed, modern');
  client.setNotificationHandler('notifications/tools/list_changed', n => changed.resolve(n.method));
  await client.connect(new TransportV2(url, { requestInit: { headers } }));
  const call = async name => text(await client.callTool({ name, arguments: {} }));
  const seen = {
    era: client.getProtocolEra(),
    elicitation: await call('test_input_required_result_elicitation'),
    sampling: await call('test_input_required_result_sampling'),
  };
  const subscription = await client.listen({ toolsListChanged: true });
  await call('test_trigger_tool_change');
  seen.changed = await changed.promise;
  await subscription.close();
  await client.close();
  return seen;
}

observe(async () => ({ legacy: await legacy(), modern: await modern() }));
