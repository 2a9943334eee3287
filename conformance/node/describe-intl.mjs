// One call through the official package tencentcloud-sdk-nodejs-intl-en with a profile that names no signature, which
// means the older HmacSHA256 over a form body.
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { call, report, schemeAndHost, shiftClock } from "./call.mjs";

shiftClock();
const require = createRequire(import.meta.url);
const sdk = "tencentcloud-sdk-nodejs-intl-en/tencentcloud";
const { Client, Models } = require(`${sdk}/trtc`).v20190722;
const Credential = require(`${sdk}/common/credential`);
const ClientProfile = require(`${sdk}/common/profile/client_profile`);
const HttpProfile = require(`${sdk}/common/profile/http_profile`);

const { endpoint, region, secretId, secretKey, action, parameters, signMethod, method } = call();
const { protocol, host } = schemeAndHost(endpoint);
const http = new HttpProfile();
http.endpoint = host;
http.protocol = protocol;
http.reqMethod = method;

const client = new Client(new Credential(secretId, secretKey), region, new ClientProfile(signMethod, http));
const request = new Models[`${action}Request`]();
request.from_json_string(JSON.stringify(parameters));

await report(promisify((done) => client[action](request, done))());
