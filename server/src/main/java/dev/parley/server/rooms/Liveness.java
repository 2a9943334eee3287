package dev.parley.server.rooms;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices who has fallen silent in one room, and who is back (spec/10 §5.3, MET-11). */
final class Liveness {

    private static final Logger LOG = LoggerFactory.getLogger(Liveness.class);

    private final RoomKey room;
    private final RoomHouse house;
    private final RoomJournal journal;
    private final Announcer announcer;
    private final Subscriptions subscriptions;

    Liveness(RoomKey room, RoomHouse house, RoomJournal journal, Announcer announcer, Subscriptions subscriptions) {
        this.room = room;
        this.house = house;
        this.journal = journal;
        this.announcer = announcer;
        this.subscriptions = subscriptions;
    }

    void check(Participant participant, long now) {
        long lastHeard = participant.lastHeard();
        boolean silent = isSilent(lastHeard, now);
        if (silent && !participant.isLost()) {
            lose(participant, lastHeard);
        } else if (!silent && participant.isLost()) {
            recover(participant, lastHeard);
        }
        if (participant.hasTransport()) {
            checkMedia(participant, now);
        }
    }

    private boolean isSilent(long lastHeard, long now) {
        return now - lastHeard >= house.settings().suspectAfter().toMillis();
    }

    /** Pictures sent to a client whose transport says nothing would be counted without being received. */
    private void checkMedia(Participant participant, long now) {
        boolean silent = isSilent(participant.transportHeard(), now);
        if (silent != participant.isMediaSilent()) {
            participant.setMediaSilent(silent);
            subscriptions.refreshReceiver(participant, now);
        }
    }

    /** A lost player keeps its sound; it gets pictures again, and is counted for them, when it is heard (MET-11). */
    private void lose(Participant participant, long lastHeard) {
        participant.setLost(true);
        journal.tell(lastHeard, stamp -> new RoomEvent.ConnectionLost(stamp, participant.sessionId()));
        subscriptions.refreshReceiver(participant, lastHeard);
        announcer.changed(participant);
        LOG.info("{} in {} is not heard any more", participant.userId(), room);
    }

    private void recover(Participant participant, long heardAt) {
        participant.setLost(false);
        journal.tell(heardAt, stamp -> new RoomEvent.ConnectionRecovered(stamp, participant.sessionId()));
        subscriptions.refreshReceiver(participant, heardAt);
        announcer.changed(participant);
        LOG.info("{} in {} is heard again", participant.userId(), room);
    }
}
