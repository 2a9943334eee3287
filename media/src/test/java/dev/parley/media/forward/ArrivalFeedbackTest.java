package dev.parley.media.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.media.rtcp.TransportFeedback;
import dev.parley.media.rtp.RtpWriter;
import dev.parley.media.session.Codec;
import dev.parley.media.session.HeaderExtensions;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a publisher is told about the arrival of its packets. */
class ArrivalFeedbackTest {

    private static final int NUMBERS = 5;

    @Test
    void tellsAPublisherWhichOfItsPacketsArrived() throws Exception {
        DtlsCertificate certificate =
                DtlsCertificate.generate(new SecureRandom(), Instant.parse("2026-01-01T00:00:00Z"));
        SimulatedNetwork network = new SimulatedNetwork(SimulatedNetwork.seed());
        SimulatedPeer publisher = new SimulatedPeer(network, "publisher", certificate);
        Told told = new Told();
        publisher.application = told;
        Codec vp8 = new Codec("VP8", 96, 90_000, 1, "", 97, Set.of("transport-cc"));
        publisher.media.receive(new TrackDescription(
                MediaKind.VIDEO, "0", List.of(vp8), new HeaderExtensions(0, 0, 0, NUMBERS, 0), List.of()));
        network.await(() -> publisher.connected && publisher.media.transport().isConnected());

        for (int number = 0; number < 100; number++) {
            if (number % 10 != 3) {
                publish(publisher, number);
            }
            network.run(10);
        }
        network.run(200);

        assertThat(told.arrived).containsExactlyElementsOf(numbers(number -> number % 10 != 3));
        assertThat(told.missing).containsExactlyElementsOf(numbers(number -> number % 10 == 3));
        assertThat(told.messages).as("every 50 to 100 ms").isBetween(9, 22);
    }

    private static List<Integer> numbers(IntPredicate which) {
        return IntStream.range(0, 100).filter(which).boxed().toList();
    }

    private static void publish(SimulatedPeer publisher, int number) {
        byte[] packet = new byte[200];
        RtpWriter writer = new RtpWriter().start(packet, 0, 96, true, number, number * 900L, 77);
        writer.extension(NUMBERS, new byte[] {(byte) (number >> 8), (byte) number}, 0, 2);
        byte[] payload = Pictures.payload(number, number == 0, 640, 360);
        publisher.client.sendRtp(
                packet, writer.payload(payload, 0, payload.length).finish());
    }

    private static final class Told implements SimulatedPeer.PublishingApplication {
        final List<Integer> arrived = new ArrayList<>();
        final Set<Integer> missing = new TreeSet<>();
        int messages;

        @Override
        public void transportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
            messages++;
            while (feedback.next()) {
                if (feedback.isReceived()) {
                    arrived.add(feedback.sequence());
                } else {
                    missing.add(feedback.sequence());
                }
            }
        }
    }
}
