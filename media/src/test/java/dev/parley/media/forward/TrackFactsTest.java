package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.Seed;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a track and its room know by and by: rates, levels, who speaks. */
class TrackFactsTest {

    private final Rates rates = new Rates();
    private final Loudness loudness = new Loudness();
    private final ActiveSpeakers<String> speakers = new ActiveSpeakers<>();

    @Test
    void measuresTheLastSecondByLayer() {
        for (int now = 0; now < 3_000; now += 10) {
            rates.add(0, now % 20 == 0 ? 0 : 1, 125, now);
        }
        assertThat(rates.bitrate(7, 7, 3_000)).isBetween(95_000L, 105_000L);
        assertThat(rates.bitrate(7, 0, 3_000)).isBetween(47_000L, 53_000L);
        assertThat(rates.bitrate(7, 7, 3_500)).isBetween(30_000L, 60_000L);
        assertThat(rates.bitrate(7, 7, 5_000)).isZero();
    }

    @Test
    void tellsARateSoonAfterTheStart() {
        for (int now = 1_000; now < 1_300; now += 10) {
            rates.add(0, 0, 125, now);
        }
        assertThat(rates.bitrate(7, 7, 1_300)).isBetween(90_000L, 110_000L);
        assertThat(new Rates().bitrate(7, 7, 1_300)).isZero();
    }

    @Test
    void tellsSpatialLayersApart() {
        for (int now = 0; now < 1_000; now += 100) {
            rates.add(0, 0, 100, now);
            rates.add(1, 0, 300, now);
            rates.add(2, 5, 900, now);
        }
        long lowest = rates.bitrate(0, 7, 1_000);
        assertThat(rates.bitrate(1, 7, 1_000)).isEqualTo(4 * lowest);
        assertThat(rates.bitrate(2, 7, 1_000)).isBetween(13 * lowest - 2, 13 * lowest + 2);
    }

    @Test
    void smoothsLevelsAndForgetsOldOnes() {
        assertThat(loudness.level(0)).isEqualTo(127);
        loudness.hear((byte) 0x80, 0); // voice, 0 dBov: the first one counts alone
        assertThat(loudness.level(0)).isZero();
        for (int now = 20; now <= 100; now += 20) {
            loudness.hear((byte) 127, now);
        }
        assertThat(loudness.level(100)).isBetween(55, 70);
        assertThat(loudness.level(1_100)).isEqualTo(127);
    }

    @Test
    void showsWhoSpeaksAndNotWhoCoughs() {
        say("anna", 30, 0, 3_000);
        assertThat(speakers.dominant()).isEqualTo("anna");

        for (int now = 3_000; now < 5_000; now += 100) {
            speakers.hear("anna", 30, now);
            speakers.hear("ben", now < 3_200 ? 10 : 127, now);
        }
        assertThat(speakers.dominant()).isEqualTo("anna");

        say("ben", 32, 5_000, 7_000);
        assertThat(speakers.dominant()).isEqualTo("ben");
        assertThat(speakers.isSpeaking("ben", 7_000)).isTrue();
        assertThat(speakers.isSpeaking("anna", 7_000)).isFalse();
        say("anna", 70, 7_000, 9_000); // a room's hum
        assertThat(speakers.dominant()).isEqualTo("ben");
        speakers.remove("ben");
        assertThat(speakers.dominant()).isNull();
    }

    @Test
    void remembersTheLastThreeWhoWereLookedAt() {
        assertThat(speakers.active()).isEmpty();
        say("anna", 30, 0, 3_000);
        say("ben", 30, 4_000, 6_000);
        say("carl", 30, 7_000, 9_000);
        assertThat(speakers.active()).containsExactly("carl", "ben", "anna");
        say("anna", 30, 10_000, 12_000);
        assertThat(speakers.active()).containsExactly("anna", "carl", "ben");
        say("dora", 30, 13_000, 15_000);
        assertThat(speakers.active()).containsExactly("dora", "anna", "carl");
        speakers.hear("ben", 10, 15_000); // a cough
        assertThat(speakers.active()).doesNotContain("ben");
        speakers.remove("anna");
        assertThat(speakers.active()).containsExactly("dora", "carl");
    }

    private void say(String speaker, int level, int from, int to) {
        for (int now = from; now < to; now += 100) {
            speakers.hear(speaker, level, now);
        }
    }

    @Test
    void doesNotJumpBetweenTwoWhoSpeakAtOnce() {
        int changes = 0;
        var random = Seed.random("TrackFactsTest.doesNotJumpBetweenTwoWhoSpeakAtOnce");
        for (int now = 0; now < 60_000; now += 100) {
            changes += speakers.hear("anna", 25 + random.nextInt(6), now) ? 1 : 0;
            changes += speakers.hear("ben", 25 + random.nextInt(6), now) ? 1 : 0;
        }
        assertThat(changes).isBetween(1, 4);
    }

    private static final HeaderExtensions LEVELS = new HeaderExtensions(0, 0, 0, 0, 3);
    private static final Codec OPUS = new Codec("opus", 111, 48_000, 2, "", -1, 63, Set.of());
    private static final Codec PLAIN_OPUS = new Codec("opus", 109, 48_000, 2, "", -1, Set.of());

    private final RecordingEgress egress = new RecordingEgress();
    private final List<String> happenings = new ArrayList<>();
    private final FlowListener flow = new FlowListener() {
        @Override
        public void onFlowOn(OutgoingTrack track, long now) {
            happenings.add("on");
        }

        @Override
        public void onFlowOff(OutgoingTrack track, long at) {
            happenings.add("off");
        }
    };
    private final IncomingTrack sound = new IncomingTrack(sound(OPUS, LEVELS), "", new SilentUpstream());

    private static TrackDescription sound(Codec codec, HeaderExtensions extensions) {
        return new TrackDescription(MediaKind.AUDIO, "0", List.of(codec), extensions, List.of(), Map.of(), List.of());
    }

    private OutgoingTrack listener(Codec codec, long ssrc) {
        OutgoingTrack track = new OutgoingTrack(
                sound(codec, HeaderExtensions.NONE), egress, new ScratchPackets(), flow, 5_000, ssrc, -1, 100);
        track.play(sound);
        return track;
    }

    private void hear(String packet, long now) {
        byte[] bytes = Seed.hex(packet);
        sound.receive(bytes, bytes.length, now);
    }

    @Test
    void passesPausesOfSilentSoundOn() {
        OutgoingTrack track = listener(PLAIN_OPUS, 7);
        for (int packet = 0; packet < 50; packet++) { // one in 400 ms, as encoders do while nobody speaks
            hear("806F%04X %08X 00000001 F8FFFE".formatted(packet, packet * 19_200), 1_000 + packet * 400L);
            track.tick(1_000 + packet * 400L);
        }
        assertThat(happenings).containsExactly("on");
        List<RecordingEgress.Sent> sent = egress.of(7);
        assertThat(sent).hasSize(50);
        for (int index = 1; index < sent.size(); index++) {
            long ticks = RtpHeader.timestamp(sent.get(index).packet(), 0)
                    - RtpHeader.timestamp(sent.get(index - 1).packet(), 0);
            assertThat(ticks & 0xFFFF_FFFFL).isEqualTo(19_200);
            assertThat(sent.get(index).sequence()).isEqualTo(sent.get(index - 1).sequence() + 1);
        }
        assertThat(sound.isActive(1_000 + 49 * 400 + 500)).isTrue();
        assertThat(sound.isActive(1_000 + 49 * 400 + 2_000)).isFalse();
    }

    @Test
    void passesRedundantSoundOnOrUnwrapsIt() {
        listener(new Codec("opus", 96, 48_000, 2, "", -1, 97, Set.of()), 7);
        listener(PLAIN_OPUS, 8);
        hear("803F0001 00001000 00000001 EF0F0002 6F AABB F8CCDD", 1_000);
        hear("806F0002 000013C0 00000001 F8EE", 1_020);
        hear("803F0003 00001780 00000001 EF0F0007 6F", 1_040); // cut

        assertThat(egress.of(7)).hasSize(3);
        assertThat(egress.of(7).get(0).packet())
                .startsWith(Seed.hex("8061"))
                .endsWith(Seed.hex("E00F000260AABBF8CCDD")); // the blocks too, by the player's number for Opus
        assertThat(egress.of(7).get(1).packet()).startsWith(Seed.hex("8060")).endsWith(Seed.hex("F8EE"));
        assertThat(egress.of(8).get(0).packet())
                .startsWith(Seed.hex("806D"))
                .endsWith(Seed.hex("F8CCDD"))
                .hasSize(15);
        assertThat(egress.of(8).get(1).packet()).startsWith(Seed.hex("806D")).endsWith(Seed.hex("F8EE"));
        assertThat(sound.audioLevel(1_040)).isEqualTo(127);
    }

    @Test
    void readsTheLevelThatPacketsTell() {
        hear("906F0001 00001000 00000001 BEDE0001 30AA0000 F8", 1_000);
        assertThat(sound.audioLevel(1_000)).isEqualTo(0x2A);
        assertThat(sound.bitrate(1_100)).isPositive();
    }
}
