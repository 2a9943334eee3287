// One member of a room in one page: the web client as applications use it, and a record of what it told. Every time is
// the wall clock in milliseconds.

let trtc;
const told = [];
const heard = new Map();
const connections = [];
const often = ["network-quality", "statistics", "audio-volume"];

// What arrives is counted below the client, by the browser itself.
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...parameters) {
    super(...parameters);
    connections.push(this);
  }

  setRemoteDescription(description) {
    return super.setRemoteDescription({ ...description, sdp: behindRelay(description.sdp) });
  }
};

// A relay that the test can cut stands between this page and the server's media, or a firewall that lets no UDP pass.
const relay = { port: 0, serverPort: 0 };
let udp = true;

/** The answer of a server that can be reached through the relay alone, or over TCP alone. */
function behindRelay(sdp) {
  if (relay.port === 0 && udp) {
    return sdp;
  }
  const refused = udp ? /^a=candidate:\S+ \d+ tcp /i : /^a=candidate:\S+ \d+ udp /i;
  const lines = sdp.split(/\r\n/).filter((line) => !refused.test(line));
  if (!udp) {
    return lines.join("\r\n");
  }
  return lines.map((line) => line.replace(/^(a=candidate:\S+ \d+ udp \d+ \S+) (\d+) /i, (_, start, port) => {
    relay.serverPort = Number(port);
    return `${start} ${relay.port} `;
  })).join("\r\n");
}

/** How many peer connections the client has made. */
function peers() {
  return { made: connections.length };
}

/** Where the server really takes media, once it has said so. */
function mediaPort() {
  return { port: relay.serverPort };
}

// The client asks for big or small pictures; a test can have it leave that to the server.
let layer;

/** What the client asks for, in the layer that the test wants. */
function leftToServer(text) {
  const frame = JSON.parse(text);
  if (layer === undefined || frame.t !== "subscribe") {
    return text;
  }
  return JSON.stringify({ ...frame, items: frame.items.map((item) => ({ ...item, layer })) });
}

// What the server says of the stay is not told to applications, but is on the wire.
const stays = [];
globalThis.WebSocket = class extends WebSocket {
  send(text) {
    super.send(leftToServer(text));
  }

  constructor(...parameters) {
    super(...parameters);
    this.addEventListener("message", ({ data }) => {
      const { t, session, commId } = JSON.parse(data);
      if (t === "entered" || t === "resumed") {
        stays.push({ how: t, at: Date.now(), session, commId });
      }
    });
  }
};

/** How often, and as what, the server let this page in. */
function stayed() {
  return stays;
}

/** Waits until the server has let this page in so often; the last time. */
async function stay({ times, deadlineMillis }) {
  await until(() => stays.length >= times, deadlineMillis, () => ({ stays, told }));
  return stays.at(-1);
}

/** Enters a room with a client of its own; listeners are there before, as spec/16 §10 wants them. */
async function enter({ server, client, room, relayPort, overUdp, subscribedLayer }) {
  relay.port = relayPort;
  udp = overUdp;
  layer = subscribedLayer;
  const TRTC = globalThis.TRTC.default ?? globalThis.TRTC;
  TRTC.setServer(server);
  TRTC.setLogLevel(3);
  if (!trtc) {
    trtc = TRTC.create(client);
    for (const event of Object.values(TRTC.EVENT)) {
      trtc.on(event, (payload) => remember(event, payload));
    }
  }
  return await timed(() => trtc.enterRoom(room));
}

function remember(event, payload) {
  const entry = { event, at: Date.now(), payload: plain(payload ?? null) };
  if (often.includes(event)) {
    heard.set(event, entry);
  } else {
    told.push(entry);
  }
}

/** What survives the way to the test: tracks by their kind, bytes as text. */
function plain(value) {
  return JSON.parse(JSON.stringify(value, (_, member) => {
    if (member instanceof MediaStreamTrack) {
      return member.kind;
    }
    return member instanceof ArrayBuffer ? new TextDecoder().decode(member) : member;
  }));
}

/** Calls a method of the client; a refusal is a result, too. */
async function call({ method, parameters }) {
  return await timed(() => trtc[method](...parameters.map(revived)));
}

async function timed(action) {
  const requestedAt = Date.now();
  try {
    const value = await action();
    return { requestedAt, answeredAt: Date.now(), value: plain(value ?? null) };
  } catch (failure) {
    const { name, code, extraCode = 0, message } = failure;
    return { requestedAt, answeredAt: Date.now(), refusal: { name, code, extraCode, message } };
  }
}

/** Bytes and drawn pictures cannot come as JSON: {bytes} is a text in UTF-8, {drawn} a size in pixels. */
function revived(value) {
  if (value === null || typeof value !== "object") {
    return value;
  }
  if (typeof value.bytes === "string") {
    return new TextEncoder().encode(value.bytes).buffer;
  }
  if (value.drawn) {
    return drawn(value.drawn);
  }
  if (Array.isArray(value)) {
    return value.map(revived);
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, revived(member)]));
}

/**
 * A picture of exactly this size that changes ten times a second, as a shared screen does; or by so many squares of any
 * colour at any place each time, so that an encoder needs all the bits it may have.
 */
function drawn({ width, height, squares = 0 }) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  let step = 0;
  setInterval(() => {
    step += 1;
    context.fillStyle = `hsl(${step * 10} 50% 50%)`;
    if (squares === 0 || step === 1) {
      context.fillRect(0, 0, width, height);
    }
    for (let square = 0; square < squares; square += 1) {
      context.fillStyle = `hsl(${Math.random() * 360} 50% ${Math.random() * 100}%)`;
      context.fillRect(Math.random() * width, Math.random() * height, 24, 24);
    }
    context.fillStyle = "black";
    context.fillRect((step * 8) % width, 0, 16, height);
  }, 100);
  return canvas.captureStream(10).getVideoTracks()[0];
}

/** Sends texts one after the other, without waiting between them; where it was refused, and with what. */
function sendAll({ cmdId, texts }) {
  for (const [index, text] of texts.entries()) {
    try {
      trtc.sendCustomMessage({ cmdId, data: new TextEncoder().encode(text).buffer });
    } catch ({ code, extraCode = 0 }) {
      return { sent: index, refusal: { code, extraCode } };
    }
  }
  return { sent: texts.length };
}

/** Waits until the client has told this; what was waited for once is not found again. */
const found = new Set();
async function event({ name, matching, deadlineMillis }) {
  let index = -1;
  const wanted = (entry, at) => !found.has(at) && entry.event === name && matches(entry.payload, matching);
  await until(() => {
    index = told.findIndex(wanted);
    return index >= 0;
  }, deadlineMillis, () => ({ name, matching, told }));
  found.add(index);
  return told[index];
}

function matches(payload, wanted) {
  return Object.entries(wanted).every(([key, value]) => payload?.[key] === value);
}

function events() {
  return told;
}

/** The last of what the client tells every two seconds; waits for the first. */
async function latest({ name, deadlineMillis }) {
  await until(() => heard.has(name), deadlineMillis, () => told);
  return heard.get(name);
}

/**
 * Calls a method that begins or changes how a picture is received, and waits for it: size 0 is any. Answers when the
 * call was made and when the first packet, and the first picture of that size, had come.
 */
async function receive({ method, parameters, userId, streamType, width, height, deadlineMillis }) {
  const before = await arrived();
  const outcome = await call({ method, parameters });
  if (outcome.refusal) {
    return outcome;
  }
  let packetAt = 0;
  let last;
  await until(async () => {
    const id = trtc.getVideoTrack({ userId, streamType })?.id;
    const streams = await arrived();
    last = streams.get(id);
    const old = before.get(id);
    if (last && last.packetsReceived > (old?.packetsReceived ?? 0)) {
      packetAt ||= Date.now();
    }
    return last?.framesDecoded > (old?.framesDecoded ?? 0) &&
      (width === 0 || (last.frameWidth === width && last.frameHeight === height));
  }, deadlineMillis, () => ({ last, streams: told }));
  return { ...outcome, packetAt, pictureAt: Date.now(), width: last.frameWidth, height: last.frameHeight };
}

/** Everything that is received, by the id of its track. */
async function arrived() {
  const all = new Map();
  for (const connection of connections.filter(({ connectionState }) => connectionState !== "closed")) {
    for (const entry of (await connection.getStats()).values()) {
      if (entry.type === "inbound-rtp") {
        all.set(entry.trackIdentifier, entry);
      }
    }
  }
  return all;
}

/** How the last peer connection reaches the server, once it does. */
async function way({ deadlineMillis }) {
  let pair;
  let report;
  await until(async () => {
    report = await connections.at(-1).getStats();
    const transport = [...report.values()].find(({ type }) => type === "transport");
    pair = report.get(transport?.selectedCandidatePairId);
    return pair !== undefined;
  }, deadlineMillis, () => connections.at(-1).connectionState);
  const { protocol, candidateType } = report.get(pair.localCandidateId);
  return { protocol, candidateType };
}

/** All packets of sound and of pictures that have come, of whomever. */
async function total() {
  const sum = { audio: 0, video: 0 };
  for (const { kind, packetsReceived } of (await arrived()).values()) {
    sum[kind] += packetsReceived;
  }
  return sum;
}

/** Waits until so many more packets of a user's stream came; the counts then. streamType "audio" is the sound. */
async function more({ userId, streamType, packets, deadlineMillis }) {
  const first = await counts({ userId, streamType });
  let now = first;
  await until(async () => {
    now = await counts({ userId, streamType });
    return now.packets >= first.packets + packets;
  }, deadlineMillis, () => ({ first, now, told }));
  return now;
}

async function counts({ userId, streamType }) {
  const track = streamType === "audio" ? trtc.getAudioTrack(userId) : trtc.getVideoTrack({ userId, streamType });
  const {
    packetsReceived = 0, packetsLost = 0, nackCount = 0, framesDecoded = 0, frameWidth = 0, frameHeight = 0,
    freezeCount = 0, totalFreezesDuration = 0, totalAudioEnergy = 0, totalSamplesReceived = 0, concealedSamples = 0,
    silentConcealedSamples = 0,
  } = (await arrived()).get(track?.id) ?? {};
  return {
    at: Date.now(), packets: packetsReceived, packetsLost, nackCount, frames: framesDecoded, frameWidth, frameHeight,
    freezeCount, freezeSeconds: totalFreezesDuration, totalAudioEnergy, samples: totalSamplesReceived,
    madeUpSamples: concealedSamples - silentConcealedSamples,
  };
}

/**
 * Waits until so many pictures of this size were decoded one after another: the counts before them, when the first of
 * them was there, and the counts after them.
 */
async function shows({ userId, streamType, width, height, frames, deadlineMillis }) {
  let now = await counts({ userId, streamType });
  let before = now;
  let at = 0;
  await until(async () => {
    now = await counts({ userId, streamType });
    if (now.frameWidth !== width || now.frameHeight !== height) {
      before = now;
      at = 0;
    } else if (now.frames > before.frames) {
      at ||= now.at;
    }
    return now.frames >= before.frames + frames;
  }, deadlineMillis, () => ({ before, now, told }));
  return { before, at, after: now };
}

/** Waits until nothing of a user's stream has come for this long; the counts then. */
async function silent({ userId, streamType, millis, deadlineMillis }) {
  let last = await counts({ userId, streamType });
  await until(async () => {
    const now = await counts({ userId, streamType });
    if (now.packets !== last.packets) {
      last = now;
    }
    return now.at - last.at >= millis;
  }, deadlineMillis, () => ({ last, told }));
  return last;
}

/** Waits until pictures of this size are sent: what comes before is still finding its rate. */
async function sends({ width, height, frames, deadlineMillis }) {
  let sent = [];
  await until(async () => {
    sent = await outbound();
    return sent.some((entry) =>
      entry.frameWidth === width && entry.frameHeight === height && entry.framesSent >= frames);
  }, deadlineMillis, () => sent);
  return { at: Date.now() };
}

async function outbound() {
  const all = [];
  for (const connection of connections.filter(({ connectionState }) => connectionState !== "closed")) {
    const report = await connection.getStats();
    for (const entry of report.values()) {
      if (entry.type === "outbound-rtp") {
        const { kind, rid, frameWidth, frameHeight, framesSent, packetsSent, qualityLimitationReason } = entry;
        const codec = report.get(entry.codecId)?.mimeType;
        all.push({ kind, rid, codec, frameWidth, frameHeight, framesSent, packetsSent, qualityLimitationReason });
      }
    }
  }
  return all;
}

async function until(holds, deadlineMillis, explain) {
  const deadline = Date.now() + deadlineMillis;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`not within ${deadlineMillis} ms; ${JSON.stringify(await explain())}`);
    }
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

globalThis.member = {
  enter, stayed, stay, peers, mediaPort, way, call, sendAll, event, events, latest, receive, more, shows, counts,
  total, silent, sends, outbound,
};
