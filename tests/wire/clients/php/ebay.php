<?php
// eBay with PHP's own curl: a token, a page, one order, a shipment; led there by proxy and certificate.

const API = 'https://api.ebay.com';

function tell(string $name, mixed $seen = null): void
{
    echo json_encode(['name' => $name, 'seen' => $seen]), PHP_EOL;
}

/** Status, headers by their names in lower case, and the body. */
function call(string $method, string $url, array $headers, ?string $body = null): array
{
    $got = [];
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => $headers,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_PROXY => getenv('PROXY'),
        CURLOPT_CAINFO => getenv('CA_FILE'),
        CURLOPT_TIMEOUT => 20,
        CURLOPT_HEADERFUNCTION => function ($_, string $line) use (&$got): int {
            $parts = explode(':', $line, 2);
            if (count($parts) === 2) {
                $got[strtolower($parts[0])] = trim($parts[1]);
            }
            return strlen($line);
        },
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
    }
    $answer = curl_exec($curl);
    if ($answer === false) {
        throw new RuntimeException(curl_error($curl));
    }
    return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $got, $answer];
}

function token(): string
{
    $basic = base64_encode(getenv('CLIENT_ID') . ':' . getenv('CLIENT_SECRET'));
    $form = http_build_query(['grant_type' => 'refresh_token', 'refresh_token' => getenv('REFRESH_TOKEN')]);
    $headers = ["Authorization: Basic $basic", 'Content-Type: application/x-www-form-urlencoded'];
    [, , $answer] = call('POST', API . '/identity/v1/oauth2/token', $headers, $form);
    return json_decode($answer, true)['access_token'];
}

$headers = ['Authorization: Bearer ' . token(), 'Content-Type: application/json'];
$orders = API . '/sell/fulfillment/v1/order';

$ids = [];
$next = "$orders?limit=2";
while ($next !== null) {
    [, , $answer] = call('GET', $next, $headers);
    $page = json_decode($answer, true);
    array_push($ids, ...array_column($page['orders'], 'orderId'));
    $next = $page['next'] ?? null; // its host is the one that was called
}
tell('pages', $ids);

$order = json_decode(call('GET', "$orders/$ids[0]", $headers)[2], true);
tell('one order', $order['orderId']);
$lines = array_map(
    fn (array $line): array => ['lineItemId' => $line['lineItemId'], 'quantity' => $line['quantity']],
    $order['lineItems'],
);
$shipment = ['lineItems' => $lines, 'shippingCarrierCode' => 'USPS', 'trackingNumber' => '9400111899223000000017'];
$wrong = ['trackingNumber' => '9400 1118'] + $shipment;
$where = "$orders/$ids[0]/shipping_fulfillment";
[$status, , $answer] = call('POST', $where, $headers, json_encode($wrong));
tell('a refusal of what is sent', [$status, json_decode($answer, true)['errors'][0]['errorId']]);
[$status, $got, $answer] = call('POST', $where, $headers, json_encode($shipment));
tell('shipped', [$status, $answer]);
[, , $answer] = call('GET', $got['location'], $headers);
tell('read back', json_decode($answer, true)['shipmentTrackingNumber']);
[$status, , $answer] = call('GET', "$orders/00-00000-00000", $headers);
tell('an order that is not there', [$status, json_decode($answer, true)['errors'][0]['errorId']]);
tell('no token', call('GET', $orders, [])[0]);
tell('end');
