package dev.parley.server.demo;

import dev.parley.media.container.Clip;
import dev.parley.media.dtls.DtlsCertificate;
import dev.parley.protocol.ticket.UserSig;
import dev.parley.server.participant.BuiltInParticipant;
import dev.parley.server.participant.ClipSender;
import dev.parley.server.participant.ParticipantThread;
import dev.parley.server.participant.Received;
import dev.parley.server.participant.WebRtcHttp;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** The demo's participants, from entering to leaving. Used by one thread, which it blocks. */
final class Meeting implements AutoCloseable {

    /** What one participant really did, by its own clock. */
    record Attendance(Part part, Duration stayed, Received received) {}

    /** One participant that has entered. */
    private static final class Guest {
        private final Part part;
        private final BuiltInParticipant participant;
        private final Instant entered;
        private Duration stayed = Duration.ZERO;
        private boolean gone;

        Guest(Part part, BuiltInParticipant participant, Instant entered) {
            this.part = part;
            this.participant = participant;
            this.entered = entered;
        }

        void leave(InstantSource clock) throws IOException {
            participant.leave();
            gone = true;
            stayed = Duration.between(entered, clock.instant());
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String endpoint;
    private final long sdkAppId;
    private final String sdkSecretKey;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ParticipantThread thread;
    private final BuiltInParticipant.Surroundings surroundings;
    private final List<Guest> guests = new ArrayList<>();

    /** @param endpoint base URL of the server */
    Meeting(String endpoint, long sdkAppId, String sdkSecretKey, InstantSource clock) throws IOException {
        this.endpoint = endpoint;
        this.sdkAppId = sdkAppId;
        this.sdkSecretKey = sdkSecretKey;
        this.clock = clock;
        this.thread = new ParticipantThread(clock);
        this.surroundings = new BuiltInParticipant.Surroundings(
                thread,
                Executors.newVirtualThreadPerTaskExecutor(),
                new WebRtcHttp(),
                DtlsCertificate.generate(random, clock.instant()),
                random);
    }

    /** Lets everybody in, publishers before their players, and waits until every player receives. */
    void open(List<Part> cast) throws IOException {
        for (Part part : cast) {
            enter(part);
        }
        for (Guest guest : guests) {
            if (!guest.part.publishes()) {
                await(guest.participant.firstPacket(), guest.part.user() + " received nothing");
            }
        }
    }

    private void enter(Part part) throws IOException {
        BuiltInParticipant participant = part.publishes()
                ? BuiltInParticipant.publisher(surroundings, senders(part))
                : BuiltInParticipant.player(surroundings, part.clip() != null);
        String ticket = UserSig.create(sdkAppId, sdkSecretKey, part.user(), 3_600, clock.instant());
        String door = part.publishes() ? "pub" : "sub";
        String query = "?SessionID=" + part.user() + (part.publishes() ? "" : "&remoteuserid=" + part.plays());
        URI address = URI.create(endpoint + "/v2/" + door + "/" + sdkAppId + "/" + part.room() + query);
        Instant entered = clock.instant();
        await(participant.join(address, ticket), part.user() + " could not connect");
        guests.add(new Guest(part, participant, entered));
    }

    private List<ClipSender> senders(Part part) {
        Clip sound = DemoClip.tone();
        DemoClip picture = part.clip();
        return picture == null
                ? List.of(new ClipSender(sound, random))
                : List.of(new ClipSender(sound, random), new ClipSender(picture.load(), random));
    }

    private static void await(Future<?> happening, String otherwise) throws IOException {
        try {
            happening.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException failure) {
            throw new IOException(otherwise + " within " + PATIENCE.toSeconds() + " s", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /**
     * Lets time pass until {@code length} is over; those whose part is shorter leave on the way, the rest at the end.
     *
     * @param progress told the time passed and the packets received, several times a second
     */
    void run(Duration length, BiConsumer<Duration, Long> progress) throws IOException, InterruptedException {
        Instant start = clock.instant();
        for (Duration passed = Duration.ZERO; passed.compareTo(length) < 0; ) {
            TimeUnit.MILLISECONDS.sleep(100);
            passed = Duration.between(start, clock.instant());
            for (Guest guest : guests) {
                if (!guest.gone && passed.toMillis() >= length.toMillis() * guest.part.share()) {
                    guest.leave(clock);
                }
            }
            progress.accept(passed, packets());
        }
    }

    /** Media packets all players have received. */
    private long packets() {
        return guests.stream()
                .mapToLong(guest -> guest.participant.received().packets())
                .sum();
    }

    List<Attendance> attendance() {
        return guests.stream()
                .map(guest -> new Attendance(guest.part, guest.stayed, guest.participant.received()))
                .toList();
    }

    @Override
    public void close() {
        thread.close();
    }
}
