package dev.parley.server.rooms;

import dev.parley.server.rooms.RoomNotice.LeaveReason;
import dev.parley.server.rooms.RoomNotice.UserState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells clients about each other: in a call everybody is seen, in a live room the anchors (spec/10 §6). */
final class Announcer {

    private static final int SMALL = 2;

    private final Occupants occupants;
    private final Blocks blocks;

    Announcer(Occupants occupants, Blocks blocks) {
        this.occupants = occupants;
        this.blocks = blocks;
    }

    /** Whether others are told of that user. In a call everybody is an anchor. */
    static boolean isSeen(Participant participant) {
        return participant.role() == Role.ANCHOR;
    }

    /** Everybody whom {@code viewer} sees. */
    List<UserState> seenBy(Participant viewer) {
        return occupants.all().stream()
                .filter(participant -> participant != viewer && isSeen(participant))
                .map(this::state)
                .toList();
    }

    void entered(Participant entrant) {
        if (isSeen(entrant)) {
            UserState state = state(entrant);
            entrant.setTold(state);
            tellOthers(entrant, new RoomNotice.UserEntered(state));
        }
    }

    void left(Participant leaver, @Nullable LeaveReason reason) {
        if (isSeen(leaver) && reason != null) {
            tellOthers(leaver, new RoomNotice.UserLeft(leaver.userId(), reason));
        }
    }

    void becameAudience(Participant former) {
        tellOthers(former, new RoomNotice.UserLeft(former.userId(), LeaveReason.BECAME_AUDIENCE));
    }

    /** Tells others when what they see of that user is not what they were told last. */
    void changed(Participant participant) {
        UserState state = state(participant);
        if (isSeen(participant) && !state.equals(participant.told())) {
            participant.setTold(state);
            tellOthers(participant, new RoomNotice.UserChanged(state));
        }
    }

    void tellOthers(Participant except, RoomNotice notice) {
        for (Participant participant : occupants.all()) {
            if (participant != except) {
                participant.client().tell(notice);
            }
        }
    }

    private UserState state(Participant participant) {
        int flags = 0;
        Map<StreamType, String> codecs = new EnumMap<>(StreamType.class);
        for (Publication publication : participant.publications()) {
            StreamType type = publication.type();
            codecs.put(type, publication.codec());
            flags |= published(type);
            if (publication.hasSmall()) {
                flags |= SMALL;
            }
            if (publication.isMuted()
                    || participant.isLost()
                    || blocks.of(participant.userId()).covers(type)) {
                flags |= muted(type);
            }
        }
        return new UserState(participant.userId(), flags, codecs);
    }

    private static int published(StreamType type) {
        return switch (type) {
            case MAIN -> 1;
            case AUX -> 4;
            case AUDIO -> 8;
        };
    }

    private static int muted(StreamType type) {
        return switch (type) {
            case MAIN -> 16;
            case AUX -> 32;
            case AUDIO -> 64;
        };
    }

    /** What others are told of an exit; null when there is nobody to tell (spec/10 §3.3). */
    static @Nullable LeaveReason leaveReason(ExitReason reason) {
        return switch (reason) {
            case NORMAL -> LeaveReason.LEFT;
            case TIMEOUT, VANISHED -> LeaveReason.TIMED_OUT;
            case REMOVED, REPLACED -> LeaveReason.REMOVED;
            case DISMISSED, SERVER_STOPPED, SERVER_LOST -> null;
        };
    }
}
