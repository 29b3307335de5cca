// amazon-sp-api, unmodified: its own option for a proxy, and Node's variable for a certificate.
'use strict';

const { SellingPartner } = require('amazon-sp-api');
const { account, agent, control, patiently, play, refused, statuses, tell } = require('./stage.cjs');

const SINCE = '2026-11-01T00:00:00Z';
const said = (error) => ({ code: error.code, message: error.message, details: error.details });

play(async () => {
  const seller = await account('amz');
  const open = (changes = {}) => new SellingPartner({
    region: 'na',
    refresh_token: changes.token || seller.token,
    credentials: {
      SELLING_PARTNER_APP_CLIENT_ID: seller.client_id,
      SELLING_PARTNER_APP_CLIENT_SECRET: changes.secret || seller.client_secret,
    },
    options: { https_proxy_agent: agent(), ...changes.options },
  });
  const client = open();
  const search = (query) => client.callAPI({ operation: 'orders.searchOrders', query });
  const read = (orderId, version) => client.callAPI({
    operation: 'orders.getOrder', path: { orderId }, query: { includedData: ['PACKAGES'] },
    options: { version },
  });

  const ids = [];
  let page = await search({ createdAfter: SINCE, maxResultsPerPage: 2 });
  for (;;) {
    ids.push(...page.orders.map((order) => order.orderId));
    if (!page.pagination || !page.pagination.nextToken) break;
    page = await search({ createdAfter: SINCE, maxResultsPerPage: 2, paginationToken: page.pagination.nextToken });
  }
  tell('pages of 2026-01-01', ids);

  const old = [];
  const listed = { MarketplaceIds: [seller.market], CreatedAfter: SINCE, MaxResultsPerPage: 2 };
  page = await client.callAPI({ operation: 'orders.getOrders', query: listed, options: { version: 'v0' } });
  for (;;) {
    old.push(...page.Orders.map((order) => order.AmazonOrderId));
    if (!page.NextToken) break;
    const query = { MarketplaceIds: [seller.market], NextToken: page.NextToken };
    page = await client.callAPI({ operation: 'orders.getOrders', query, options: { version: 'v0' } });
  }
  tell('pages of v0', old);

  const first = ids[0];
  tell('one order', (await read(first, '2026-01-01')).order.orderId);
  tell('one order of v0', (await read(first, 'v0')).AmazonOrderId);
  const items = await client.callAPI({ operation: 'orders.getOrderItems', path: { orderId: first } });

  const confirm = (changes = {}) => client.callAPI({
    operation: 'orders.confirmShipment',
    path: { orderId: first },
    body: {
      marketplaceId: seller.market,
      packageDetail: {
        packageReferenceId: '1', carrierCode: 'UPS', shippingMethod: 'UPS Ground',
        trackingNumber: '1Z999AA10123456784', shipDate: '2026-11-20T09:30:00Z',
        orderItems: items.OrderItems.map((item) => ({
          orderItemId: item.OrderItemId, quantity: item.QuantityOrdered,
        })),
        ...changes,
      },
    },
  });
  tell('a refusal of what is sent', await refused(() => confirm({ packageReferenceId: 1 }), said));
  tell('a search without a date', await refused(() => search({}), said));
  tell('shipped', await confirm());
  const shipped = await client.callAPI({
    operation: 'orders.getOrder', path: { orderId: first },
    query: { includedData: ['FULFILLMENT', 'PACKAGES'] }, options: { version: '2026-01-01' },
  });
  tell('read back', [shipped.order.fulfillment.fulfillmentStatus, shipped.order.packages[0].trackingNumber]);

  tell('emptiness', (await search({ createdAfter: '2026-11-20T10:00:00Z' })).orders);
  tell('an order that is not there', await refused(() => read('111-0000000-0000000', '2026-01-01'), said));
  tell('a wrong secret', await refused(() => open({ secret: 'wrong' }).refreshAccessToken(), said));
  tell('a wrong refresh token', await refused(() => open({ token: 'Atzr|none' }).refreshAccessToken(), said));

  const before = client.access_token;
  await control('PUT', 'clock', { advance: '61 min' });
  tell('after an hour', (await read(first, '2026-01-01')).order.orderId);
  tell('a new token', client.access_token !== before);
  tell('what an expired token met', await statuses('getOrder', 2));

  tell('a grantless call', await client.callAPI({ operation: 'notifications.getDestinations' }));

  // The bucket of searchOrders: twenty, and one more each 179 seconds of the market's time.
  await control('PUT', 'clock', { advance: '2 h' });
  const calm = { operation: 'orders.searchOrders', query: { createdAfter: SINCE } };
  for (let n = 0; n < 20; n += 1) await client.callAPI(calm);
  const hasty = open({ options: { auto_request_throttled: false } });
  tell('the quota, without patience', await refused(() => hasty.callAPI(calm), said));
  const waits = { ...calm, options: { restore_rate: 0.5 } };
  const [patient, seconds] = await patiently(() => client.callAPI(waits), 'searchOrders', '3 min');
  tell('the quota, with patience', [patient.orders.length, seconds >= 0.5]);
  tell('what patience met', await statuses('searchOrders', 2));
});
