package dev.parley.media.forward;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A call through the whole engine, ICE, DTLS and SRTP included: a camera with a microphone, and somebody who watches
 * and listens over a network that misbehaves as it is told.
 */
final class EngineCall {

    private static final DtlsCertificate CERTIFICATE =
            DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
    private static final Codec VP8 =
            new Codec("VP8", 96, 90_000, 1, "", 97, Set.of("nack", "nack pli", "transport-cc"));
    private static final Codec OPUS = new Codec("opus", 111, 48_000, 2, "", -1, Set.of("transport-cc"));
    private static final long STALL = 5_000;

    /** What one moment looked like. */
    record Moment(long millis, long capacity, long estimate, long sentBitrate, long queueMillis, long layer) {}

    final SimulatedNetwork network;
    final SimulatedPeer publisher;
    final SimulatedPeer player;
    final SimulatedLink uplink;
    final SimulatedLink downlink;
    final SimulatedLink feedback;
    final SimulatedCamera camera;
    final SimulatedViewer viewer;
    final List<IncomingTrack> layers;
    final OutgoingTrack picture;
    final OutgoingTrack heard;
    final List<Moment> moments = new ArrayList<>();
    private final long begin;
    private long bytesBefore;

    /** @param bitrates of the camera's layers, best first */
    EngineCall(long seed, long... bitrates) throws Exception {
        this(new HeaderExtensions(0, 0, 0, SimulatedViewer.SEQUENCE_EXTENSION, 0), seed, bitrates);
    }

    /** With a player that does not tell how packets arrive, by transport-wide feedback. */
    static EngineCall withoutFeedback(long seed, long... bitrates) throws Exception {
        return new EngineCall(HeaderExtensions.NONE, seed, bitrates);
    }

    private EngineCall(HeaderExtensions numbered, long seed, long... bitrates) throws Exception {
        network = new SimulatedNetwork(seed);
        publisher = new SimulatedPeer(network, "publisher", CERTIFICATE);
        player = new SimulatedPeer(network, "player", CERTIFICATE);
        uplink = new SimulatedLink(network.random);
        downlink = new SimulatedLink(network.random);
        feedback = new SimulatedLink(network.random);
        publisher.uplink = uplink;
        player.downlink = downlink;
        player.uplink = feedback;
        camera = new SimulatedCamera(publisher, bitrates);
        viewer = new SimulatedViewer(player);
        layers = publisher.media.receive(new TrackDescription(
                MediaKind.VIDEO,
                "1",
                List.of(VP8),
                new HeaderExtensions(
                        SimulatedCamera.MID_EXTENSION,
                        SimulatedCamera.RID_EXTENSION,
                        SimulatedCamera.REPAIRED_RID_EXTENSION,
                        0,
                        0),
                List.of(),
                Map.of(),
                camera.layers.stream().map(layer -> layer.rid).toList()));
        IncomingTrack sound = publisher
                .media
                .receive(new TrackDescription(MediaKind.AUDIO, "0", List.of(OPUS), HeaderExtensions.NONE, List.of()))
                .getFirst();
        picture = player.media.send(
                new TrackDescription(MediaKind.VIDEO, "1", List.of(VP8), numbered, List.of()),
                STALL,
                SimulatedViewer.VIDEO_SSRC,
                SimulatedViewer.RTX_SSRC,
                100);
        heard = player.media.send(
                new TrackDescription(MediaKind.AUDIO, "0", List.of(OPUS), numbered, List.of()),
                STALL,
                SimulatedViewer.AUDIO_SSRC,
                -1,
                200);
        heard.play(sound);
        network.await(() -> publisher.connected
                && player.connected
                && publisher.media.transport().isConnected()
                && player.media.transport().isConnected());
        begin = network.now;
        network.everyStep(this::note);
    }

    private void note(long now) {
        if ((now - begin) % 100 == 0) {
            long bytes = downlink.carriedBytes - bytesBefore;
            bytesBefore = downlink.carriedBytes;
            moments.add(new Moment(
                    now - begin,
                    downlink.capacity,
                    player.media.estimate(),
                    bytes * 80,
                    downlink.queueMillis(now),
                    layers.indexOf(picture.source())));
        }
    }

    void run(double seconds) {
        network.run((long) (seconds * 1_000));
    }
}
