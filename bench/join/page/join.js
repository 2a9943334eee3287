// A page as an application would write it: one button that enters a room with camera and microphone and shows whoever
// is there. `bench` is for the program that presses the button.
import TRTC from "/client/index.js";

const settings = Object.fromEntries(new URLSearchParams(location.search));
TRTC.setLogLevel(4);
const trtc = TRTC.create();
let click = 0;
let failure = "";

trtc.on(TRTC.EVENT.REMOTE_VIDEO_AVAILABLE, ({ userId, streamType }) => {
  trtc.startRemoteVideo({ userId, streamType, view: "remote" }).catch(fail);
});
trtc.on(TRTC.EVENT.ERROR, fail);

document.querySelector("#join").addEventListener("click", (event) => {
  forgetMarks();
  click = event.timeStamp;
  failure = "";
  const room = {
    sdkAppId: Number(settings.sdkAppId),
    userId: settings.userId,
    userSig: settings.userSig,
    strRoomId: settings.room,
    proxy: settings.server,
  };
  Promise.all([trtc.enterRoom(room), trtc.startLocalVideo({ view: "local" }), trtc.startLocalAudio()]).catch(fail);
});

function fail(error) {
  failure = String(error?.message ?? error);
}

globalThis.bench = {
  /** Milliseconds after the click by mark, once the first remote frame has been shown; null before. */
  marks() {
    if (failure) {
      throw new Error(failure);
    }
    const marks = marksSince(click);
    return click > 0 && "frame-first" in marks ? marks : null;
  },
  /** Whether this page is in the room and sends pictures. */
  sending: () => !failure && trtc.getVideoTrack() !== null,
  failure: () => failure,
  async leave() {
    await trtc.exitRoom();
    await Promise.all([trtc.stopLocalVideo(), trtc.stopLocalAudio()]);
  },
};
