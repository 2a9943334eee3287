// Marks on the browser's own clock what a join is made of, from outside: the client under test knows nothing of it.
// A plain script, so that it stands before the client is loaded.
(() => {
  const mark = (name) => {
    if (performance.getEntriesByName(name).length === 0) {
      performance.mark(name);
    }
  };
  const remark = (name) => {
    performance.clearMarks(name);
    performance.mark(name);
  };

  const devices = navigator.mediaDevices;
  const capture = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    mark("device-start");
    const stream = await capture(constraints);
    remark("device-end");
    return stream;
  };

  const markFrame = (data, names) => {
    const frame = typeof data === "string" ? JSON.parse(data) : {};
    const sound = frame.t === "subscribe" && frame.items.every(({ source }) => source === "audio");
    if (frame.t in names && !sound) {
      mark(names[frame.t]);
    }
  };

  globalThis.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      mark("socket-start");
      this.addEventListener("open", () => mark("socket-end"));
      const answers = { entered: "enter-end", subscribed: "subscribe-end" };
      this.addEventListener("message", ({ data }) => markFrame(data, answers));
    }

    send(data) {
      markFrame(data, { enter: "enter-start", subscribe: "subscribe-start" });
      super.send(data);
    }
  };

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) {
      super(...given);
      mark("connection-made");
      this.addEventListener("iceconnectionstatechange", () => {
        if (this.iceConnectionState === "checking") {
          mark("ice-start");
        } else if (["connected", "completed"].includes(this.iceConnectionState)) {
          mark("ice-end");
        }
      });
      this.addEventListener("connectionstatechange", () => {
        if (this.connectionState === "connected") {
          mark("dtls-end");
        }
      });
      this.addEventListener("track", ({ track }) => {
        if (track.kind === "video") {
          track.addEventListener("unmute", () => mark("packet-first"));
        }
      });
    }
  };

  new MutationObserver(() => {
    for (const video of document.querySelectorAll("#remote video")) {
      if (!video.watched) {
        video.watched = true;
        video.requestVideoFrameCallback(() => mark("frame-first"));
      }
    }
  }).observe(document, { childList: true, subtree: true });

  /** What was marked since the click, in milliseconds after it. */
  globalThis.marksSince = (click) =>
    Object.fromEntries(
      performance.getEntriesByType("mark").map(({ name, startTime }) => [name, startTime - click]),
    );
  globalThis.forgetMarks = () => performance.clearMarks();
})();
