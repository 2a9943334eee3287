// Browsers that may use nothing but relays meet in a room and publish by WHIP. Prints a line for each way, and leaves
// the credentials of the last in a file. Usage: node turn.mjs CREDENTIALS USER_SIG FILE; see turn.sh.
import { readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { program } from "./chromium.mjs";

const [credentialsFile, userSig, leaveAt] = process.argv.slice(2);
const { endpoint, sdkAppId } = JSON.parse(readFileSync(credentialsFile, "utf8"));
const PATIENCE = 30_000;
const WAYS = { udp: /^turn:.*transport=udp/, tcp: /^turn:.*transport=tcp/, tls: /^turns:/ };

const browser = await chromium.launch({
  executablePath: program(),
  chromiumSandbox: process.getuid?.() !== 0,
  args: [
    "--allow-loopback-in-peer-connection",
    "--use-fake-device-for-media-stream=device-count=1,fps=15",
    "--use-fake-ui-for-media-stream",
    "--ignore-certificate-errors", // the relay's certificate signed itself
    "--disable-gpu",
    "--disable-background-networking",
  ],
});

try {
  for (const [way, uri] of Object.entries(WAYS)) {
    print(`meeting over ${way}`, await meet(way, uri.source));
  }
  print("WHIP over udp", await publish());
} finally {
  await browser.close();
}

function print(what, selected) {
  for (const { local, relayProtocol, url, remote } of selected) {
    if (local !== "relay") {
      throw new Error(`${what}: the way in use is ${local}`);
    }
    process.stdout.write(`${what}: ${local} (${relayProtocol}, ${url}) to ${remote}\n`);
  }
}

/** Every peer connection of the page uses relays alone, and of those only the ones that match. */
async function context(uri) {
  const made = await browser.newContext();
  made.setDefaultTimeout(PATIENCE);
  await made.addInitScript((wanted) => {
    const relayed = (configuration = {}) => ({
      ...configuration,
      iceTransportPolicy: "relay",
      iceServers: (configuration.iceServers ?? [])
        .map((server) => ({ ...server, urls: [server.urls].flat().filter((url) => new RegExp(wanted).test(url)) }))
        .filter(({ urls }) => urls.length > 0),
    });
    globalThis.peers = [];
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration) {
        super(relayed(configuration));
        globalThis.peers.push(this);
      }

      setConfiguration(configuration) {
        super.setConfiguration(relayed(configuration));
      }
    };
  }, uri);
  return made;
}

async function meet(way, uri) {
  const place = await context(uri);
  const [ann, ben] = [await place.newPage(), await place.newPage()];
  for (const [page, name] of [[ann, "Ann"], [ben, "Ben"]]) {
    await page.goto(`${endpoint}/try#room=relayed-${way}`);
    await page.getByLabel("Your name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Join", exact: true }).click();
  }
  await ann.bringToFront();
  const ways = [await received(ann), await received(ben)];
  await place.close();
  return ways;
}

/** Waits until somebody else's pictures were decoded; the way they came. */
async function received(page) {
  const deadline = Date.now() + PATIENCE;
  while (!(await page.evaluate(decodes))) {
    if (Date.now() > deadline) {
      throw new Error(`no pictures came within ${PATIENCE} ms`);
    }
    await page.waitForTimeout(200);
  }
  return await selected(page);
}

async function decodes() {
  const reports = await Promise.all(globalThis.peers.map((peer) => peer.getStats()));
  return reports
    .flatMap((report) => [...report.values()])
    .some(({ type, kind, framesDecoded }) => type === "inbound-rtp" && kind === "video" && framesDecoded > 20);
}

async function selected(page) {
  return await page.evaluate(async () => {
    const peer = globalThis.peers.findLast(({ connectionState }) => connectionState === "connected");
    const report = await peer.getStats();
    const transport = [...report.values()].find(({ type }) => type === "transport");
    const pair = report.get(transport.selectedCandidatePairId);
    const local = report.get(pair.localCandidateId);
    const remote = report.get(pair.remoteCandidateId);
    return {
      local: local.candidateType,
      relayProtocol: local.relayProtocol,
      url: local.url,
      remote: `${remote.address}:${remote.port}`,
    };
  });
}

/** As WHIP clients do that can only be configured before the offer: OPTIONS, then POST (RFC 9725 §4.6). */
async function publish() {
  const place = await context(WAYS.udp.source);
  const page = await place.newPage();
  await page.goto(`${endpoint}/try`);
  const server = await page.evaluate(async ([url, token]) => {
    const authorization = { Authorization: `Bearer ${token}` };
    const hints = await fetch(url, { method: "OPTIONS", headers: authorization });
    const pattern = /<(turns?:[^>]+)>; rel="ice-server"; username="([^"]+)"; credential="([^"]+)"/g;
    const iceServers = [...(hints.headers.get("Link") ?? "").matchAll(pattern)]
      .map(([, urls, username, credential]) => ({ urls, username, credential }));
    const media = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    const peer = new RTCPeerConnection({ iceServers });
    media.getTracks().forEach((track) => peer.addTransceiver(track, { direction: "sendonly", streams: [media] }));
    await peer.setLocalDescription();
    const answer = await fetch(url, {
      method: "POST",
      headers: { ...authorization, "Content-Type": "application/sdp" },
      body: peer.localDescription.sdp,
    });
    if (answer.status !== 201 || answer.headers.get("Link") !== hints.headers.get("Link")) {
      throw new Error(`${answer.status}, ${answer.headers.get("Link")}`);
    }
    await peer.setRemoteDescription({ type: "answer", sdp: await answer.text() });
    return iceServers[0];
  }, [`${endpoint}/v2/pub/${sdkAppId}/relayed-whip?SessionID=publisher`, userSig]);
  await page.waitForFunction(() => globalThis.peers.some(({ connectionState }) => connectionState === "connected"));
  writeFileSync(leaveAt, `${server.username}\n${server.credential}\n`);
  const way = await selected(page);
  await place.close();
  return [way];
}
