package dev.parley.server.rooms;

import dev.parley.media.forward.ActiveSpeakers;
import java.util.ArrayList;
import java.util.List;

/**
 * Who speaks in one room, by how loud the packets of those who publish say they are; and which pictures are therefore
 * served first where a connection does not carry them all. Touched by the room's owner thread only.
 */
final class Speakers {

    /** A shared screen is what everybody talks about. */
    static final int SCREEN_PRIORITY = 2;

    static final int SPEAKER_PRIORITY = 1;
    static final int OTHER_PRIORITY = 0;

    private static final long INTERVAL_MILLIS = 100;
    private static final int SILENCE = 127;

    private final Occupants occupants;
    private final Blocks blocks;
    private final ActiveSpeakers<String> voices = new ActiveSpeakers<>();
    private long next;

    Speakers(Occupants occupants, Blocks blocks) {
        this.occupants = occupants;
        this.blocks = blocks;
    }

    /**
     * Listens when it is time to.
     *
     * @return the users whose pictures have another priority than before
     */
    List<String> listen(long now) {
        if (now < next) {
            return List.of();
        }
        next = now + INTERVAL_MILLIS;
        List<String> before = voices.active();
        for (Participant participant : occupants.all()) {
            Publication sound = participant.publication(StreamType.AUDIO);
            if (sound != null) {
                voices.hear(participant.userId(), level(participant, sound, now), now);
            }
        }
        List<String> after = voices.active();
        return before.equals(after) ? List.of() : difference(before, after);
    }

    /** Whom nobody is allowed to hear does not count as somebody who speaks. */
    private int level(Participant participant, Publication sound, long now) {
        boolean kept = sound.isMuted() || blocks.of(participant.userId()).audio();
        return kept ? SILENCE : sound.track(Layer.BIG).audioLevel(now);
    }

    private static List<String> difference(List<String> before, List<String> after) {
        List<String> changed = new ArrayList<>(before);
        changed.removeAll(after);
        for (String user : after) {
            if (!before.contains(user)) {
                changed.add(user);
            }
        }
        return changed;
    }

    /** Nothing is heard of that user any more. */
    void forget(String userId) {
        voices.remove(userId);
    }

    /** Who was clearly heard last, the one to be looked at first; at most {@link ActiveSpeakers#MOST_ACTIVE} users. */
    List<String> active() {
        return voices.active();
    }

    /** Of a user's picture among all that somebody receives; larger is more. */
    int priority(String userId, StreamType type) {
        if (type == StreamType.AUX) {
            return SCREEN_PRIORITY;
        }
        return voices.active().contains(userId) ? SPEAKER_PRIORITY : OTHER_PRIORITY;
    }
}
