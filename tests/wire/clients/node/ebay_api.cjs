// ebay-api, unmodified: it speaks through axios, which takes a proxy and a certificate from the environment.
'use strict';

const { account, control, play, refused, statuses, tell } = require('./stage.cjs');

const SINCE = 'creationdate:[2026-11-01T00:00:00.000Z..]';
const SCOPES = ['https://api.ebay.com/oauth/api_scope', 'https://api.ebay.com/oauth/api_scope/sell.fulfillment'];
const said = (error) => ({
  name: error.name, message: error.message,
  status: error.meta && error.meta.res && error.meta.res.status,
  number: error.meta && error.meta.errorId,
});

play(async () => {
  const { default: eBayApi } = await import('ebay-api');
  const seller = await account('bay');
  const open = (changes = {}) => {
    const client = new eBayApi({ appId: seller.client_id, certId: seller.client_secret, sandbox: false, ...changes });
    client.OAuth2.setScope(changes.scopes || SCOPES);
    client.OAuth2.setCredentials({ access_token: 'none yet', refresh_token: seller.token, expires_in: 0 });
    return client;
  };
  const client = open();
  const renewed = [];
  client.OAuth2.on('refreshAuthToken', (token) => renewed.push(token.token_type));
  const fulfillment = client.sell.fulfillment;

  const ids = [];
  for (let offset = 0; ; offset += 2) {
    const page = await fulfillment.getOrders({ filter: SINCE, limit: 2, offset });
    ids.push(...page.orders.map((order) => order.orderId));
    if (!page.next) break;
  }
  tell('pages', ids);
  tell('the first token was refused and another fetched', renewed);

  const first = ids[0];
  const order = await fulfillment.getOrder(first);
  tell('one order', [order.orderId, order.orderFulfillmentStatus]);
  const shipment = {
    lineItems: order.lineItems.map((line) => ({ lineItemId: line.lineItemId, quantity: line.quantity })),
    shippedDate: '2026-11-20T09:30:00.000Z', shippingCarrierCode: 'USPS', trackingNumber: '9400111899223000000017',
  };
  const ship = (changes = {}) => fulfillment.createShippingFulfillment(first, { ...shipment, ...changes });
  tell('a refusal of what is sent', await refused(() => ship({ trackingNumber: '9400 1118' }), said));
  tell('a filter that is none', await refused(() => fulfillment.getOrders({ filter: 'colour:{blue}' }), said));
  tell('shipped', await ship());
  const { fulfillments } = await fulfillment.getShippingFulfillments(first);
  tell('read back', [
    (await fulfillment.getOrder(first)).orderFulfillmentStatus,
    fulfillments.map((one) => one.fulfillmentId),
    (await fulfillment.getShippingFulfillment(first, fulfillments[0].fulfillmentId)).shipmentTrackingNumber,
  ]);

  const none = await fulfillment.getOrders({ filter: 'creationdate:[2026-11-20T09:08:00.000Z..]' });
  tell('emptiness', [none.total, none.orders]);
  tell('an order that is not there', await refused(() => fulfillment.getOrder('00-00000-00000'), said));
  tell('a wrong secret', await refused(() => open({ certId: 'wrong' }).OAuth2.refreshToken(), (error) => ({
    status: error.response.status, data: error.response.data,
  })));
  const root = 'https://api.ebay.com/oauth/api_scope';
  const reader = open({ scopes: [`${root}/sell.fulfillment.readonly`] });
  tell('scopes that do not suffice', await refused(
    () => reader.sell.fulfillment.createShippingFulfillment(first, shipment), said,
  ));

  renewed.length = 0;
  await control('PUT', 'clock', { advance: '121 min' });
  tell('after two hours', (await fulfillment.getOrder(first)).orderId);
  tell('a new token', renewed);
  tell('what an expired token met', await statuses('getOrder', 2));

  await control('POST', 'faults', { kind: 'rate_limited', operation: 'getOrder', platform: 'ebay' });
  tell('the limit', await refused(() => fulfillment.getOrder(first), said));
  tell('after the limit', (await fulfillment.getOrder(first)).orderId);
  const topics = await client.commerce.notification.getTopics({});
  tell('topics', topics.topics.map((topic) => topic.topicId).includes('ORDER_CONFIRMATION'));
});
