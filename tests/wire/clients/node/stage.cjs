// What the scenarios share: the credentials, the proxy, the market's control plane, and a way to tell.
'use strict';

const { HttpsProxyAgent } = require('https-proxy-agent');

const BASE = process.env.BASE;

/** One thing that was seen, as a line of JSON. */
function tell(name, seen) {
  process.stdout.write(JSON.stringify({ name, seen: seen === undefined ? null : seen }) + '\n');
}

/** What a call ended with when it must not succeed: what `read` makes of the error. */
async function refused(call, read) {
  try {
    return { answered: await call() };
  } catch (error) {
    return read(error);
  }
}

/** The control plane of the market. */
async function control(method, path, content) {
  const answer = await fetch(`${BASE}/_mockplace/${path}`, {
    method,
    body: content === undefined ? undefined : JSON.stringify(content),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

/** How many calls of an operation there have been, and the statuses of the last few. */
async function statuses(operation, last) {
  const { calls } = await control('GET', 'journal?limit=1000');
  return calls.filter((call) => call.operation === operation).map((call) => call.status).slice(-last);
}

/**
 * A call of an operation that is refused by 429 and then waits of itself: once it has been refused,
 * the market's clock moves on. What it found in the end, and the real seconds that it took.
 */
async function patiently(call, operation, advance) {
  const refusals = async () => (await statuses(operation, 1000)).filter((status) => status === 429).length;
  const before = await refusals();
  const began = Date.now();
  const waiting = call();
  while (await refusals() === before) await new Promise((done) => { setTimeout(done, 20); });
  await control('PUT', 'clock', { advance });
  return [await waiting, (Date.now() - began) / 1000];
}

async function account(name) {
  const state = await control('GET', 'state');
  return state.stores.find((store) => store.name === name);
}

function agent() {
  return new HttpsProxyAgent(process.env.PROXY, { keepAlive: true });
}

function play(scenario) {
  scenario().then(
    () => { tell('end'); process.exit(0); },
    (error) => { console.error(error); process.exit(1); },
  );
}

module.exports = { BASE, tell, refused, control, statuses, patiently, account, agent, play };
