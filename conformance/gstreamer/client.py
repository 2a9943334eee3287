"""A GStreamer client: publishes a test picture and a tone by WHIP, or plays by WHEP, through webrtcbin.

Usage: client.py publish|play URL TOKEN VP8|H264. A publisher goes on until it is told to end (SIGTERM), a player until
it has decoded three seconds of pictures. Prints one JSON object with what it counted.
"""

import json
import signal
import sys
import urllib.parse
import urllib.request

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

Gst.init(None)

ENOUGH_PICTURES = 45
PATIENCE_SECONDS = 40

ENCODERS = {
    "VP8": "vp8enc deadline=1 target-bitrate=800000 keyframe-max-dist=30 ! rtpvp8pay pt=96 picture-id-mode=2",
    "H264": "x264enc tune=zerolatency speed-preset=ultrafast bitrate=800 key-int-max=30"
    " ! video/x-h264,profile=constrained-baseline ! rtph264pay pt=96 config-interval=-1 aggregate-mode=zero-latency",
}
CAPS = {
    "VP8": "application/x-rtp,media=video,encoding-name=VP8,payload=96,clock-rate=90000",
    "H264": "application/x-rtp,media=video,encoding-name=H264,payload=96,clock-rate=90000"
    ",packetization-mode=(string)1",
}
# What a player asks for; a publisher's payloader names the profile itself.
PROFILE = {"VP8": "", "H264": ",profile-level-id=(string)42e01f"}
SOUND = "application/x-rtp,media=audio,encoding-name=OPUS,payload=111,clock-rate=48000,encoding-params=(string)2"
PUBLISHER = """
    webrtcbin name=peer bundle-policy=max-bundle
    videotestsrc is-live=true pattern=ball ! video/x-raw,width=640,height=360,framerate=15/1
    ! {encoder} ! {caps} ! peer.
    audiotestsrc is-live=true ! audioconvert ! audioresample ! opusenc ! rtpopuspay pt=111 ! {sound} ! peer.
"""


class Client:
    def __init__(self, publishes, url, token, codec):
        self.url = url
        self.token = token
        self.counted = {"pictures": 0, "sounds": 0, "width": 0}
        self.session = None
        self.loop = GLib.MainLoop()
        if publishes:
            text = PUBLISHER.format(encoder=ENCODERS[codec], caps=CAPS[codec], sound=SOUND)
            self.pipeline = Gst.parse_launch(text)
        else:
            self.pipeline = Gst.Pipeline.new()
            self.pipeline.add(Gst.parse_launch("webrtcbin name=peer bundle-policy=max-bundle latency=100"))
        self.peer = self.pipeline.get_by_name("peer")
        self.peer.connect("on-negotiation-needed", lambda _: self.offer())
        self.peer.connect("pad-added", self.received)
        if publishes:
            for index in range(2):
                transceiver = self.peer.emit("get-transceiver", index)
                transceiver.set_property("direction", GstWebRTC.WebRTCRTPTransceiverDirection.SENDONLY)
                self.peer.get_static_pad(f"sink_{index}").add_probe(Gst.PadProbeType.BUFFER, self.sent)
        else:
            for caps in (SOUND, CAPS[codec] + PROFILE[codec]):
                direction = GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY
                self.peer.emit("add-transceiver", direction, Gst.Caps.from_string(caps))

    def run(self):
        self.pipeline.set_state(Gst.State.PLAYING)
        GLib.unix_signal_add(GLib.PRIORITY_HIGH, signal.SIGTERM, self.loop.quit)
        GLib.timeout_add_seconds(PATIENCE_SECONDS, self.loop.quit)
        bus = self.pipeline.get_bus()
        bus.add_signal_watch()
        bus.connect("message::error", lambda _, message: print(message.parse_error(), file=sys.stderr))
        self.loop.run()
        state = self.peer.get_property("connection-state").value_nick
        if self.session:
            self.request("DELETE", self.session, None).close()
        self.pipeline.set_state(Gst.State.NULL)
        return {"state": state, **self.counted}

    def offer(self):
        self.peer.emit("create-offer", None, Gst.Promise.new_with_change_func(self.offered))

    def offered(self, promise):
        reply = promise.get_reply()  # owns the offer
        offer = reply.get_value("offer")
        text = offer.sdp.as_text()
        self.peer.emit("set-local-description", offer, Gst.Promise.new())
        answer = self.request("POST", self.url, text.encode())
        self.session = urllib.parse.urljoin(self.url, answer.headers["Location"])
        _, message = GstSdp.SDPMessage.new_from_text(answer.read().decode())
        description = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, message)
        self.peer.emit("set-remote-description", description, Gst.Promise.new())

    def request(self, method, url, body):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/sdp"}
        return urllib.request.urlopen(urllib.request.Request(url, data=body, headers=headers, method=method))

    def sent(self, pad, _):
        self.count(pad.get_current_caps())
        return Gst.PadProbeReturn.OK

    def count(self, caps):
        described = caps.get_structure(0)
        media = described.get_string("media") or described.get_name()
        self.counted["sounds" if media.startswith("audio") else "pictures"] += 1
        if described.has_field("width"):
            self.counted["width"] = described.get_value("width")
        if described.get_name() == "video/x-raw" and self.counted["pictures"] == ENOUGH_PICTURES:
            self.loop.quit()

    def received(self, _, pad):
        if pad.direction != Gst.PadDirection.SRC:
            return
        decoder = Gst.ElementFactory.make("decodebin")
        decoder.connect("pad-added", self.decoded)
        self.pipeline.add(decoder)
        decoder.sync_state_with_parent()
        pad.link(decoder.get_static_pad("sink"))

    def decoded(self, _, pad):
        sink = Gst.ElementFactory.make("fakesink")
        sink.set_property("sync", False)
        sink.set_property("signal-handoffs", True)
        sink.connect("handoff", lambda _, __, source: self.count(source.get_current_caps()))
        self.pipeline.add(sink)
        sink.sync_state_with_parent()
        pad.link(sink.get_static_pad("sink"))


way, address, user_sig, name = sys.argv[1:]
print(json.dumps(Client(way == "publish", address, user_sig, name).run()), flush=True)
