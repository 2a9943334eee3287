// One participant in one page: publishes by WHIP or plays by WHEP with the browser's own WebRTC, and says what it saw.
// Every time is the wall clock in milliseconds.

let connection;
let session;
const seen = { connectedAt: 0, firstVideoPacketAt: 0, firstAudioPacketAt: 0, goodbyeAt: 0, states: [] };

/** Publishes the fake camera and microphone; resolves once connected. */
async function publish({ url, token, width, height, codec, maxBitrate }) {
  const media = await navigator.mediaDevices.getUserMedia({
    video: { width: { exact: width }, height: { exact: height } },
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  connect();
  const audio = connection.addTransceiver(media.getAudioTracks()[0], { direction: "sendonly", streams: [media] });
  const video = connection.addTransceiver(media.getVideoTracks()[0], {
    direction: "sendonly",
    streams: [media],
    sendEncodings: [{ maxBitrate, scaleResolutionDownBy: 1 }],
  });
  prefer(audio, "audio/opus", RTCRtpSender);
  prefer(video, codec, RTCRtpSender);
  await keepSize(video.sender);
  return await offer(url, token, (answer) => answer);
}

/** Without this the encoder shrinks the picture while it is still guessing the bandwidth. */
async function keepSize(sender) {
  const parameters = sender.getParameters();
  parameters.degradationPreference = "maintain-resolution";
  await sender.setParameters(parameters);
}

/** Plays the room's publisher; resolves once connected. transport "tcp" takes every UDP candidate out of the answer. */
async function play({ url, token, video, transport }) {
  connect();
  const picture = document.getElementById("picture");
  picture.srcObject = new MediaStream();
  connection.addEventListener("track", ({ track }) => {
    picture.srcObject.addTrack(track);
    track.addEventListener("unmute", () => {
      seen[track.kind === "video" ? "firstVideoPacketAt" : "firstAudioPacketAt"] ||= Date.now();
    });
  });
  connection.addTransceiver("audio", { direction: "recvonly" });
  if (video) {
    connection.addTransceiver("video", { direction: "recvonly" });
  }
  return await offer(url, token, transport === "tcp" ? onlyTcp : (answer) => answer);
}

function connect() {
  connection = new RTCPeerConnection();
  connection.addEventListener("connectionstatechange", () => {
    seen.states.push(connection.connectionState);
    if (connection.connectionState === "connected") {
      seen.connectedAt ||= Date.now();
    }
  });
}

function prefer(transceiver, mimeType, side) {
  const kind = mimeType.split("/")[0];
  const codecs = side.getCapabilities(kind).codecs;
  const wanted = codecs.filter((codec) => codec.mimeType.toLowerCase() === mimeType.toLowerCase());
  if (wanted.length === 0) {
    throw new Error(`this browser has no ${mimeType}`);
  }
  transceiver.setCodecPreferences([...wanted, ...codecs.filter((codec) => codec.mimeType.endsWith("/rtx"))]);
}

async function offer(url, token, rewrite) {
  await connection.setLocalDescription();
  const requestedAt = Date.now();
  const response = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/sdp", Authorization: `Bearer ${token}` },
    body: connection.localDescription.sdp,
  });
  const answeredAt = Date.now();
  const answer = await response.text();
  if (response.status !== 201) {
    connection.close();
    return { status: response.status, requestedAt, answeredAt, body: answer };
  }
  session = { resource: new URL(response.headers.get("Location"), url).href, token };
  await connection.setRemoteDescription({ type: "answer", sdp: rewrite(answer) });
  await connected();
  noticeGoodbye();
  return { status: 201, requestedAt, answeredAt, resource: session.resource, answer };
}

function onlyTcp(answer) {
  const lines = answer.split(/\r?\n/);
  const kept = lines.filter((line) => !/^a=candidate:\S+ \d+ udp /i.test(line));
  if (!kept.some((line) => /^a=candidate:\S+ \d+ tcp /i.test(line))) {
    throw new Error(`the answer offers no TCP candidate:\n${answer}`);
  }
  return kept.join("\r\n");
}

/** The server says goodbye by ending DTLS; without it the browser finds out by silence, seconds later. */
function noticeGoodbye() {
  const { transport } = connection.getReceivers().find((receiver) => receiver.transport);
  transport.addEventListener("statechange", () => {
    if (transport.state === "closed") {
      seen.goodbyeAt ||= Date.now();
    }
  });
}

async function connected() {
  await until(() => seen.connectedAt > 0 || connection.connectionState === "failed", 15_000);
  if (connection.connectionState !== "connected") {
    throw new Error(`never connected: ${connection.connectionState} after ${seen.states.join(", ")}`);
  }
}

/** Waits until the browser has decoded this many frames. */
async function decoded({ frames, deadlineMillis }) {
  await until(async () => (await stats()).inboundVideo?.framesDecoded >= frames, deadlineMillis);
  return await stats();
}

/** Waits until this many packets of audio have arrived. */
async function heard({ packets, deadlineMillis }) {
  await until(async () => (await stats()).inboundAudio?.packetsReceived >= packets, deadlineMillis);
  return await stats();
}

/** Waits until the encoder sends pictures of this size. */
async function sends({ width, height, frames, deadlineMillis }) {
  await until(async () => {
    const video = (await stats()).outboundVideo;
    return video?.framesSent >= frames && video.frameWidth === width && video.frameHeight === height;
  }, deadlineMillis);
  return await stats();
}

/** Waits until the browser knows that the connection is gone, told so or not. */
async function dropped({ deadlineMillis }) {
  await until(() => seen.goodbyeAt > 0 || connection.connectionState !== "connected", deadlineMillis);
  return { ...seen, state: connection.connectionState };
}

async function until(holds, deadlineMillis) {
  const deadline = Date.now() + deadlineMillis;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`not within ${deadlineMillis} ms; ${JSON.stringify(await stats())}`);
    }
    await new Promise((resume) => setTimeout(resume, 40));
  }
}

/** The numbers worth asserting, out of the browser's long report. */
async function stats() {
  const report = [...(await connection.getStats()).values()];
  const one = (type, kind) => report.find((entry) => entry.type === type && (!kind || entry.kind === kind));
  const codecOf = (stream) => report.find((entry) => entry.id === stream?.codecId)?.mimeType;
  const transport = one("transport");
  const pair = report.find((entry) => entry.id === transport?.selectedCandidatePairId);
  const local = report.find((entry) => entry.id === pair?.localCandidateId);
  const inboundVideo = one("inbound-rtp", "video");
  const outboundVideo = one("outbound-rtp", "video");
  return {
    at: Date.now(),
    state: connection.connectionState,
    protocol: local?.protocol,
    srtpCipher: transport?.srtpCipher,
    dtlsRole: transport?.dtlsRole,
    seen,
    inboundVideo: inboundVideo && pick(inboundVideo, codecOf(inboundVideo), [
      "packetsReceived", "packetsLost", "framesReceived", "framesDecoded", "keyFramesDecoded", "frameWidth",
      "frameHeight", "freezeCount", "nackCount", "pliCount",
    ]),
    inboundAudio: pickAudio(one("inbound-rtp", "audio"), codecOf),
    outboundVideo: outboundVideo && pick(outboundVideo, codecOf(outboundVideo), [
      "packetsSent", "framesEncoded", "framesSent", "keyFramesEncoded", "frameWidth", "frameHeight",
      "framesPerSecond", "qualityLimitationReason", "encoderImplementation", "targetBitrate", "nackCount", "pliCount",
    ]),
  };
}

function pickAudio(stream, codecOf) {
  return stream && pick(stream, codecOf(stream), ["packetsReceived", "packetsLost", "totalAudioEnergy"]);
}

function pick(stream, codec, names) {
  return { codec, ...Object.fromEntries(names.map((name) => [name, stream[name]])) };
}

/** Ends the session the way the protocol says: DELETE, then close. */
async function leave() {
  const requestedAt = Date.now();
  const response = await fetch(session.resource, {
    method: "DELETE",
    headers: { Authorization: `Bearer ${session.token}` },
  });
  const answeredAt = Date.now();
  connection.close();
  return { status: response.status, requestedAt, answeredAt };
}

globalThis.participant = { publish, play, decoded, heard, sends, dropped, stats, leave };
