package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.rtp.FuzzCommands;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.SequenceUnwrapper;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/**
 * Any packets and reports of a publisher with sound, a simulcast camera and a screen, and any reports of a player of
 * theirs: nothing is thrown, what is known of streams stays bounded, sizes are sizes, and no two different packets go
 * out under one SSRC and number, which would give the key stream away.
 */
class PeerMediaFuzz {

    private static final int AUDIO = 111;
    private static final Set<String> FEEDBACK = Set.of("nack", "nack pli", "ccm fir");
    private static final HeaderExtensions IDS = new HeaderExtensions(4, 10, 11, 3, 1);
    private static final List<Codec> VIDEO =
            List.of(codec("VP8", 96, 97), codec("H264", 98, 99), codec("VP9", 100, -1), codec("AV1", 102, 103));
    private static final TrackDescription SOUND = new TrackDescription(
            MediaKind.AUDIO, "a", List.of(new Codec("opus", AUDIO, 48_000, 2, "", -1, Set.of())), IDS, List.of(1L));
    private static final TrackDescription CAMERA =
            new TrackDescription(MediaKind.VIDEO, "c", VIDEO, IDS, List.of(2L, 3L), Map.of(12L, 2L), List.of("q", "h"));
    private static final TrackDescription SCREEN =
            new TrackDescription(MediaKind.VIDEO, "s", VIDEO, IDS, List.of(4L), Map.of(14L, 4L), List.of());

    /** One handshake serves so many inputs: each sends streams of its own. */
    private static final int INPUTS_OF_A_PLAYER = 1_000;

    private static @Nullable Player player;

    private static Codec codec(String name, int payloadType, int repair) {
        return new Codec(name, payloadType, 90_000, 1, "", repair, FEEDBACK);
    }

    /** A client that is connected, and what was sent to it. */
    private static final class Player {
        private final SimulatedNetwork network = new SimulatedNetwork(1);
        private final SimulatedPeer peer;
        private int inputs;

        Player() throws Exception {
            peer = new SimulatedPeer(network, "player", DtlsCertificate.generate(new SecureRandom(), Instant.EPOCH));
            network.await(() -> peer.connected && peer.media.transport().isConnected());
        }
    }

    private static Player player() throws Exception {
        if (player == null || player.inputs == INPUTS_OF_A_PLAYER) {
            player = new Player();
        }
        return player;
    }

    /** The first handshake loads many classes, for which an input has no time. */
    @BeforeAll
    static void connect() throws Exception {
        player();
    }

    @FuzzTest
    void forwardsAnyPackets(byte[] script) throws Exception {
        Player known = player();
        Meeting meeting = new Meeting(known, ++known.inputs);
        try {
            FuzzCommands.of(script, 200).forEach(meeting::carry);
            meeting.letsWhatWaitsGo();
            meeting.checksWhatWasSent();
        } finally {
            meeting.end();
        }
    }

    private static final class Meeting implements PeerMedia.Listener {
        private final Player player;
        private final PeerMedia publisher = new PeerMedia(this, "publisher", 7);
        private final OutgoingTrack sound;
        private final OutgoingTrack camera;
        private final OutgoingTrack screen;
        private final long streams;
        private long now;

        Meeting(Player player, int number) {
            this.player = player;
            this.streams = number * 16L;
            now = player.network.now;
            player.peer.sealedToClient.clear();
            publisher.receive(SOUND);
            publisher.receive(CAMERA);
            publisher.receive(SCREEN);
            PeerMedia media = player.peer.media;
            sound = media.send(SOUND, 5_000, streams, -1, 65_530);
            camera = media.send(CAMERA, 5_000, streams + 1, streams + 2, 65_530);
            screen = media.send(SCREEN, 5_000, streams + 3, -1, 65_530);
            sound.play(publisher.incoming().get(0));
            camera.play(publisher.incoming().get(1));
            screen.play(publisher.incoming().get(3));
        }

        void carry(FuzzCommands command) {
            now += command.number() & 0x7F;
            byte[] content = command.content();
            if (content.length > 1_400) {
                return;
            }
            switch (command.what() & 15) {
                case 8 -> publisher.onRtcp(content, content.length, now);
                case 9 -> player.peer.media.onRtcp(content, content.length, now);
                case 10 -> player.peer.media.onRtcp(lost(command), 16, now);
                case 11 -> camera.switchTo(publisher.incoming().get(1 + (command.number() & 1)));
                case 12 -> tick();
                case 13 -> publisher.receive((command.number() & 1) == 0 ? CAMERA : SCREEN);
                case 14 -> camera.play(publisher.incoming().get(1 + (command.number() & 1)));
                case 15 -> packet(named(command));
                case 7 -> limitLayers(command.number());
                default -> packet(built(command));
            }
        }

        private void limitLayers(int number) {
            camera.limitTemporalLayer(number & 3);
            camera.limitSpatialLayer(number >> 2 & 3);
            screen.limitTemporalLayer(number >> 4 & 3);
        }

        private void packet(byte[] packet) {
            if (RtpHeader.isValid(packet, 0, packet.length)) {
                byte[] before = packet.clone();
                publisher.onRtp(packet, packet.length, now);
                assertThat(packet).isEqualTo(before);
            }
        }

        /** Any header behind the version, or a bare one with a payload type of ours and a sequence number nearby. */
        private static byte[] built(FuzzCommands command) {
            byte[] content = command.content();
            if (content.length < RtpHeader.FIXED_LENGTH || (command.what() & 1) == 0) {
                byte[] packet = Arrays.copyOf(content, Math.max(content.length, RtpHeader.FIXED_LENGTH));
                packet[0] = (byte) (0x80 | (packet[0] & 0x3F));
                return packet;
            }
            byte[] packet = content.clone();
            packet[0] = (byte) 0x80;
            int[] types = {AUDIO, 96, 97, 98, 99, 100, 102, 103};
            RtpHeader.setPayloadType(packet, 0, types[command.number() & 7]);
            RtpHeader.setSsrc(packet, 0, 1 + (command.what() >> 4 & 15));
            return packet;
        }

        /** One that says which section and layer it belongs to. */
        private static byte[] named(FuzzCommands command) {
            byte[] content = command.content();
            byte[] packet = new byte[12 + 8 + content.length];
            packet[0] = (byte) 0x90;
            packet[1] = (byte) ((command.number() & 2) == 0 ? 96 : 97);
            BigEndian.put16(packet, 2, 65_500 + (command.what() >> 4) * 9);
            BigEndian.put32(packet, 8, 100 + (command.number() & 7));
            BigEndian.put32(packet, 12, 0xBEDE_0001L);
            packet[16] = 0x40;
            packet[17] = (byte) ((command.number() & 4) == 0 ? 'c' : 's');
            packet[18] = (byte) ((command.number() & 2) == 0 ? 0xA0 : 0xB0);
            packet[19] = (byte) ((command.number() & 1) == 0 ? 'q' : 'h');
            System.arraycopy(content, 0, packet, 20, content.length);
            return packet;
        }

        /** The player has lost packets of one of its tracks. */
        private byte[] lost(FuzzCommands command) {
            byte[] report = new byte[16];
            BigEndian.put32(report, 0, 0x81CD_0003L);
            BigEndian.put32(report, 8, streams + (command.what() >> 4 & 3));
            BigEndian.put16(report, 12, 65_530 + command.number());
            BigEndian.put16(report, 14, 0xFFFF);
            return report;
        }

        private void tick() {
            publisher.tick(now);
            player.peer.media.tick(now);
        }

        void letsWhatWaitsGo() {
            for (int step = 0; step < 20; step++) {
                now += 10;
                tick();
            }
        }

        /** By their headers, which can be read; numbers are told apart as the receiver's roll-over counter does. */
        void checksWhatWasSent() {
            Map<Long, SequenceUnwrapper> counters = new HashMap<>();
            Map<String, byte[]> seen = new HashMap<>();
            for (byte[] sealed : player.peer.sealedToClient) {
                if (sealed[0] >> 6 == -2 && !RtpHeader.isRtcp(sealed, 0, sealed.length)) {
                    long ssrc = RtpHeader.ssrc(sealed, 0);
                    SequenceUnwrapper counter = counters.computeIfAbsent(ssrc, unknown -> new SequenceUnwrapper());
                    String name = ssrc + " " + counter.unwrap(RtpHeader.sequence(sealed, 0));
                    byte[] other = seen.putIfAbsent(name, sealed);
                    assertThat(other == null || Arrays.equals(other, sealed))
                            .as("SSRC and number %s", name)
                            .isTrue();
                    assertThat(RtpHeader.headerLength(sealed, 0, sealed.length - 16))
                            .isPositive();
                    assertThat(sealed.length).isLessThanOrEqualTo(1_500);
                }
            }
            assertThat(publisher.unroutedPackets()).isGreaterThanOrEqualTo(0);
            assertThat(publisher.takeUplink(MediaKind.VIDEO).received()).isGreaterThanOrEqualTo(0);
        }

        void end() {
            player.network.now = now;
            List.of(sound, camera, screen).forEach(player.peer.media::stopSending);
            List.of("a", "c", "s").forEach(publisher::stopReceiving);
        }

        @Override
        public void onPictureSize(IncomingTrack track, int width, int height, long time) {
            assertThat(width).isBetween(1, 65_535);
            assertThat(height).isBetween(1, 65_535);
        }

        @Override
        public void onConnected(long time) {}

        @Override
        public void onClosed(@Nullable Exception failure) {}

        @Override
        public void onFlowOn(OutgoingTrack track, long time) {}

        @Override
        public void onFlowOff(OutgoingTrack track, long at) {}
    }
}
