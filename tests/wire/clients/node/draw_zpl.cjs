// Draws the label of 4 x 6 inches in the ZPL file DOCUMENT, with DOTS dots a millimetre, into PICTURE.
'use strict';

const fs = require('node:fs');
const { ready } = require('zpl-renderer-js');

(async () => {
  const { api } = await ready;
  const zpl = fs.readFileSync(process.env.DOCUMENT, 'utf8');
  const picture = await api.zplToBase64Async(zpl, 101.6, 152.4, Number(process.env.DOTS));
  fs.writeFileSync(process.env.PICTURE, Buffer.from(picture, 'base64'));
})().catch((error) => {
  process.stderr.write(String(error));
  process.exit(1);
});
