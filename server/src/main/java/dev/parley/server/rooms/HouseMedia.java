package dev.parley.server.rooms;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the media of one worker's rooms once a second: that costs about as much as one of the hundred ticks of that
 * second. Used by that worker's thread only, but for {@link #shown}.
 */
final class HouseMedia {

    private static final Logger LOG = LoggerFactory.getLogger(HouseMedia.class);

    private static final long INTERVAL_MILLIS = 1_000;

    private final int worker;
    private final RoomHouse house;
    private final Map<Participant, ClientSample> samples = new HashMap<>();
    private final EstimateHistogram estimates = new EstimateHistogram();
    private MediaCounts total = MediaCounts.NONE;
    private long nextLook;
    private long round;
    private volatile WorkerMedia shown;

    /** @param worker its place among the workers */
    HouseMedia(int worker, RoomHouse house) {
        this.worker = worker;
        this.house = house;
        this.shown = new WorkerMedia(0, 0, MediaCounts.NONE, estimates.figures());
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
                look(participant, now);
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
        shown = new WorkerMedia(now, samples.size(), total.withLost(lost), estimates.figures());
    }

    private void look(Participant participant, long now) {
        ClientSample sample = samples.get(participant);
        if (sample != null && !sample.isOf(participant.media())) {
            take(sample, now); // its last: the client has begun anew with another connection
            sample = null;
        }
        if (sample == null) {
            sample = new ClientSample(participant.media());
            samples.put(participant, sample);
        }
        sample.mark(round);
        if (take(sample, now)) {
            estimates.note(sample.figures().estimate());
        }
    }

    /** Figures are for people to look at: one client's must not cost the others theirs, nor media its time. */
    private boolean take(ClientSample sample, long now) {
        try {
            sample.take(now);
            total = total.plus(sample.gained());
            return true;
        } catch (RuntimeException failure) {
            LOG.error("the media of one client could not be counted", failure);
            return false;
        }
    }

    /** What was last added up; for any thread. */
    WorkerMedia shown() {
        return shown;
    }

    /** What a client was last seen to do; null before the first look at its present connection. */
    @Nullable
    ClientSample sample(Participant participant) {
        ClientSample known = samples.get(participant);
        return known != null && known.isOf(participant.media()) && known.isTaken() ? known : null;
    }

    /** The media of a room; empty when it is not open. */
    Optional<RoomMedia> read(RoomKey key, MediaCensus.Question question) {
        return Optional.ofNullable(house.find(key))
                .map(room -> new RoomSurvey(room, this, house.worker().now())
                        .read(worker, question.firstClient(), question.mostClients()));
    }
}
