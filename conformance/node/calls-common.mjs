// Calls through the official package tencentcloud-sdk-nodejs-common.
import { createRequire } from "node:module";
import { serve } from "./calls.mjs";

const require = createRequire(import.meta.url);
const name = "tencentcloud-sdk-nodejs-common";
const { CommonClient } = require(name);
const { sdkVersion } = require(`${name}/tencentcloud/common/sdk_version`);

await serve(`${name} ${sdkVersion}`, (call) => {
  const httpProfile = { endpoint: call.host, protocol: call.protocol, reqMethod: call.method };
  const client = new CommonClient("trtc.tencentcloudapi.com", "2019-07-22", {
    credential: { secretId: call.secretId, secretKey: call.secretKey },
    region: call.region,
    profile: { signMethod: call.signMethod, httpProfile },
  });
  return client.request(call.action, call.parameters);
});
