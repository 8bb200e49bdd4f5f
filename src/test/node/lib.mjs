// What the scripts share: where the server is, a pipeline that is still running, one line of JSON as the outcome.

const PROJECT = 'nordlicht-commerce/checkout/payment-service';

/** A required environment variable. */
function setting(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`Set ${name}`);
  }
  return value;
}

/** Base address of the server under test, without a path. */
export const server = setting('SERVER_URL');

/** Headers of every request to the server; none when the server has a token of its own. */
export const headers = process.env.GITLAB_TOKEN ? { 'Private-Token': process.env.GITLAB_TOKEN } : {};

/** Starts a pipeline at GitLab itself and gives the arguments to wait for it with. */
export async function waitingForNewPipeline(seconds) {
  const answer = await fetch(`${setting('GITLAB_URL')}/api/v4/projects/${encodeURIComponent(PROJECT)}/pipeline`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/json' },
    body: JSON.stringify({ ref: 'main' }),
  });
  if (answer.status !== 201) {
    throw new Error(`GitLab started no pipeline: ${answer.status} ${await answer.text()}`);
  }
  const { id } = await answer.json();
  return {
    name: 'wait_for_pipeline',
    arguments: { project_id: PROJECT, pipeline_id: id, timeout_seconds: seconds, poll_interval_seconds: 1 },
  };
}

/** The text of a tool's result. */
export function text(result) {
  return result.content.map(c => c.text).join('');
}

/** Fulfilled with the value given to `resolve`; rejected when nothing comes in time. */
export function promised(what, millis = 15_000) {
  let resolve;
  const promise = new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`Nothing came: ${what}`)), millis);
    resolve = value => {
      clearTimeout(timer);
      done(value);
    };
  });
  // Whoever awaits it later still gets the failure; before that it must not end the process.
  promise.catch(() => {});
  return { promise, resolve };
}

/** Runs a script's body and prints what it observed, or why it failed. */
export async function observe(body) {
  try {
    console.log(JSON.stringify(await body()));
    process.exit(0);
  } catch (e) {
    console.error(e?.stack ?? String(e));
    process.exit(1);
  }
}
