// node-bigcommerce, unmodified: its own setting for an agent, and Node's variable for a certificate.
'use strict';

const BigCommerce = require('node-bigcommerce');
const { BASE, account, agent, control, patiently, play, refused, statuses, tell } = require('./stage.cjs');

const said = (error) => ({ code: error.code, body: JSON.parse(error.responseBody) });

play(async () => {
  const shop = await account('shop');
  const open = (changes = {}) => new BigCommerce({
    clientId: 'judge', accessToken: shop.token, storeHash: shop.account, responseType: 'json',
    agent: agent(), ...changes,
  });
  const client = open();
  const newer = open({ apiVersion: 'v3' });

  const ids = [];
  for (let number = 1; ; number += 1) {
    const page = await client.get(`/orders?limit=2&page=${number}`);
    if (!page) break; // 204, without a body
    ids.push(...page.map((order) => order.id));
  }
  tell('pages', ids);
  tell('count', (await client.get('/orders/count')).count);

  const first = ids[0];
  const order = await client.get(`/orders/${first}`);
  tell('one order', [order.id, order.status]);
  const lines = await client.get(`/orders/${first}/products`);
  const [address] = await client.get(`/orders/${first}/shipping_addresses`);
  const shipment = {
    order_address_id: address.id, tracking_number: '1Z999AA10123456784', shipping_provider: 'ups',
    items: lines.map((line) => ({ order_product_id: line.id, quantity: line.quantity })),
  };
  const ship = (changes = {}) => client.post(`/orders/${first}/shipments`, { ...shipment, ...changes });
  tell('a refusal of what is sent', await refused(() => ship({ shipping_provider: 'pigeon' }), said));
  const made = await ship();
  tell('shipped', made.tracking_number);
  tell('read back', [
    (await client.get(`/orders/${first}`)).status,
    (await client.get(`/orders/${first}/shipments/${made.id}`)).tracking_number,
  ]);
  const changed = await client.put(`/orders/${first}/shipments/${made.id}`, { tracking_number: '1Z1' });
  tell('corrected', changed.tracking_number);
  tell('deleted', await client.delete(`/orders/${first}/shipments/${made.id}`));
  tell('a status', (await client.put(`/orders/${first}`, { status_id: 9 })).status);

  tell('emptiness', await client.get('/orders?min_id=999999'));
  tell('an order that is not there', await refused(() => client.get('/orders/999999'), said));
  tell('a token that is revoked', await refused(() => open({ accessToken: 'revoked' }).get('/orders'), said));
  tell('channels', (await newer.get('/channels')).data.map((channel) => channel.id).slice(0, 1));
  tell('a refusal of V3', await refused(() => newer.post('/hooks', { scope: 'store/order/*' }), said));
  const hook = { scope: 'store/order/*', destination: 'https://127.0.0.1/in', is_active: true };
  tell('a hook', (await newer.post('/hooks', hook)).data.scope);

  // The window of 150 requests in 30 seconds of the market's time, but for its last second.
  await control('PUT', 'clock', { advance: '31 s' });
  const where = `${BASE}/stores/${shop.account}/v2/time`;
  for (let n = 0; n < 150; n += 1) {
    await (await fetch(where, { headers: { 'X-Auth-Token': shop.token } })).text();
  }
  const hasty = open({ failOnLimitReached: true });
  tell('the window, without patience', await refused(() => hasty.get('/orders/count'), (error) => error.retryAfter));
  await control('PUT', 'clock', { advance: '29500 ms' });
  const [patient, seconds] = await patiently(() => client.get('/orders/count'), 'getOrdersCount', '1 s');
  tell('the window, with patience', [patient.count, seconds >= 1]);
  tell('what patience met', await statuses('getOrdersCount', 2));
});
