// One call through the official package tencentcloud-sdk-nodejs-common; its default signature is TC3-HMAC-SHA256.
import { createRequire } from "node:module";
import { call, report, schemeAndHost, shiftClock } from "./call.mjs";

shiftClock();
const require = createRequire(import.meta.url);
const { CommonClient } = require("tencentcloud-sdk-nodejs-common");

const { endpoint, region, secretId, secretKey, action, parameters, signMethod, method } = call();
const { protocol, host } = schemeAndHost(endpoint);
const client = new CommonClient("trtc.tencentcloudapi.com", "2019-07-22", {
  credential: { secretId, secretKey },
  region,
  profile: { signMethod, httpProfile: { endpoint: host, protocol, reqMethod: method } },
});

await report(client.request(action, parameters));
