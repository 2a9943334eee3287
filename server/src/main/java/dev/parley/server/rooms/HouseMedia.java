package dev.parley.server.rooms;

import dev.parley.media.forward.PeerMedia;
import dev.parley.server.rooms.ClientSample.Look;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second at the media of all connections that one worker has, those of other workers' rooms included; that
 * costs about as much as one of the hundred ticks of that second. Used by that worker's thread only, but for {@link
 * #shown}.
 */
final class HouseMedia {

    private static final Logger LOG = LoggerFactory.getLogger(HouseMedia.class);

    private static final long INTERVAL_MILLIS = 1_000;

    private final int worker;
    private final RoomHouse house;
    private final List<Annex> annexes = new ArrayList<>();

    /** By {@link Participant} or {@link Visitor}. */
    private final Map<Object, ClientSample> samples = new HashMap<>();

    private final EstimateHistogram estimates = new EstimateHistogram();
    private MediaCounts total = MediaCounts.NONE;
    private long nextLook;
    private long round;
    private volatile WorkerMedia shown;

    /** @param worker its place among the workers */
    HouseMedia(int worker, RoomHouse house) {
        this.worker = worker;
        this.house = house;
        this.shown = new WorkerMedia(0, 0, 0, MediaCounts.NONE, estimates.figures());
    }

    /** Counts the players there, too; before the worker starts. */
    void add(Annex annex) {
        annexes.add(annex);
    }

    void tick(long now) {
        if (now >= nextLook) {
            nextLook = now + INTERVAL_MILLIS;
            look(now);
        }
    }

    private void look(long now) {
        round++;
        for (Room room : house.rooms()) {
            for (Participant participant : room.occupants().all()) {
                if (participant.far() == null) {
                    look(sampleOf(participant, now), now);
                }
            }
        }
        for (Annex annex : annexes) {
            for (Visitor visitor : annex.visitors()) {
                samples.put(visitor, visitor.sample());
                look(visitor.sample(), now);
            }
        }
        for (Iterator<ClientSample> known = samples.values().iterator(); known.hasNext(); ) {
            ClientSample sample = known.next();
            if (sample.round() != round) {
                known.remove();
                take(sample, now);
            }
        }
        long lost = Math.max(shown.counts().packetsLost(), total.packetsLost());
        shown = new WorkerMedia(
                now, samples.size(), droppedBetweenWorkers(), total.withLost(lost), estimates.figures());
    }

    private long droppedBetweenWorkers() {
        return annexes.stream().mapToLong(annex -> annex.relay().dropped()).sum();
    }

    private ClientSample sampleOf(Participant participant, long now) {
        PeerMedia media = participant.media();
        ClientSample known = samples.get(participant);
        if (known != null && known.isOf(media)) {
            return known;
        }
        if (known != null) {
            take(known, now); // its last: the client has begun anew with another connection
        }
        ClientSample fresh = new ClientSample(media);
        samples.put(participant, fresh);
        return fresh;
    }

    private void look(ClientSample sample, long now) {
        sample.mark(round);
        take(sample, now).ifPresent(look -> estimates.note(look.figures().estimate()));
    }

    /** Figures are for people to look at: one client's must not cost the others theirs, nor media its time. */
    private Optional<Look> take(ClientSample sample, long now) {
        try {
            Look look = sample.take(now);
            total = total.plus(look.gained());
            return Optional.of(look);
        } catch (RuntimeException failure) {
            LOG.error("the media of one client could not be counted", failure);
            return Optional.empty();
        }
    }

    /** What was last added up; for any thread. */
    WorkerMedia shown() {
        return shown;
    }

    /** What is known of a client of one of the rooms here, wherever its connection is. */
    ClientSample sample(Participant participant) {
        FarPlayer far = participant.far();
        if (far != null) {
            return far.sample();
        }
        ClientSample known = samples.get(participant);
        return known != null && known.isOf(participant.media()) ? known : new ClientSample(participant.media());
    }

    /** The media of a room; empty when it is not open. */
    Optional<RoomMedia> read(RoomKey key, MediaCensus.Question question) {
        return Optional.ofNullable(house.find(key))
                .map(room -> new RoomSurvey(room, this, house.worker().now())
                        .read(worker, question.firstClient(), question.mostClients()));
    }
}
