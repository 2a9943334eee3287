package dev.parley.conformance;

import dev.parley.server.participant.Entered;
import dev.parley.server.participant.Entry;
import dev.parley.server.participant.MediaSource;
import dev.parley.server.participant.Publication;
import dev.parley.server.participant.RoomParticipant;
import dev.parley.server.participant.RoomSurroundings;
import dev.parley.server.participant.ThinClips;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** People who enter rooms by the signalling door, with media that costs next to nothing. For one thread. */
final class RoomGuests implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration BETWEEN_PACKETS = Duration.ofMillis(50);

    private final Endpoint endpoint;
    private final RoomSurroundings surroundings;
    private final List<RoomParticipant> guests = new ArrayList<>();

    RoomGuests(Endpoint endpoint) {
        this.endpoint = endpoint;
        try {
            surroundings = new RoomSurroundings(InstantSource.system(), PATIENCE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A guest who is inside, and what the server said. */
    record Guest(RoomParticipant person, Entered entered) {}

    /** Enters with a UserSig of the vendor's own library; {@code how} says which room, and with what. */
    Guest enter(String user, UnaryOperator<Entry> how) throws IOException {
        URI address = URI.create(endpoint.address().toString().replaceFirst("http", "ws") + "/v1/signalling");
        Entry entry = Entry.of(address, endpoint.sdkAppId(), user, endpoint.userSig(user));
        RoomParticipant person = new RoomParticipant(surroundings, how.apply(entry));
        guests.add(person);
        return new Guest(person, person.enter());
    }

    static Publication audio() {
        return Publication.of(MediaSource.AUDIO, ThinClips.audio(BETWEEN_PACKETS));
    }

    static Publication camera() {
        return Publication.of(MediaSource.MAIN, ThinClips.video(320, 180, BETWEEN_PACKETS));
    }

    @Override
    public void close() {
        guests.forEach(RoomParticipant::close);
        surroundings.close();
    }
}
