// Calls through the official package tencentcloud-sdk-nodejs-intl-en and its models.
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { serve } from "./calls.mjs";

const require = createRequire(import.meta.url);
const name = "tencentcloud-sdk-nodejs-intl-en";
const { Client, Models } = require(`${name}/tencentcloud/trtc`).v20190722;
const Credential = require(`${name}/tencentcloud/common/credential`);
const ClientProfile = require(`${name}/tencentcloud/common/profile/client_profile`);
const HttpProfile = require(`${name}/tencentcloud/common/profile/http_profile`);
const sdkVersion = require(`${name}/tencentcloud/common/sdk_version`);

await serve(`${name} ${sdkVersion}`, (call) => {
  const http = new HttpProfile();
  http.endpoint = call.host;
  http.protocol = call.protocol;
  http.reqMethod = call.method;
  const credential = new Credential(call.secretId, call.secretKey);
  const client = new Client(credential, call.region, new ClientProfile(call.signMethod || undefined, http));
  const request = new Models[`${call.action}Request`]();
  request.from_json_string(JSON.stringify(call.parameters));
  return promisify((done) => client[call.action](request, done))();
});
