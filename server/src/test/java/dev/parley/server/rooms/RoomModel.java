package dev.parley.server.rooms;

import dev.parley.protocol.ticket.Permission;
import dev.parley.protocol.ticket.Permissions;
import dev.parley.server.config.RoomsSettings;
import dev.parley.server.rooms.MediaOffer.Publishing;
import dev.parley.server.rooms.RoomNotice.UserState;
import dev.parley.server.rooms.Seat.Wanted;
import dev.parley.server.rooms.Seat.Wish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one room should be after what was done to it, by the words of spec/10, 11 and docs/signalling.md, as plainly as
 * possible and without a look at how rooms do it. Refusals are official codes, 0 when there is none.
 */
final class RoomModel {

    /** One publication; another number is another publication of the same source. */
    record Published(int number, boolean layered, boolean muted) {}

    /** One subscription; another number is another one, or the same moved to another slot. */
    record Subscribed(int number, String slot, Layer layer) {}

    /** Somebody inside. */
    static final class Member {
        final String user;
        final String session;
        final Door door;
        final Map<StreamType, Published> published = new EnumMap<>(StreamType.class);
        final Map<Wanted, Subscribed> subscriptions = new HashMap<>();
        final Set<String> slots = new HashSet<>();
        Role role;
        Permissions rights;
        boolean lost;

        Member(String user, String session, Door door, Role role, Permissions rights) {
            this.user = user;
            this.session = session;
            this.door = door;
            this.role = role;
            this.rights = rights;
        }

        boolean may(Permission permission) {
            return (rights.bits() & permission.bit()) != 0;
        }
    }

    private record Block(boolean audio, boolean video) {}

    private static final Block NONE = new Block(false, false);

    final Map<String, Member> members = new LinkedHashMap<>();
    private final RoomsSettings settings;
    private final Map<String, Block> blocks = new HashMap<>();
    private @Nullable Family family;
    private long closesAt = Long.MAX_VALUE;
    private int numbers;
    private int instances;

    RoomModel(RoomsSettings settings) {
        this.settings = settings;
    }

    @Nullable
    Member member(String user) {
        return members.get(user);
    }

    @Nullable
    Member ofSession(String session) {
        return members.values().stream()
                .filter(member -> member.session.equals(session))
                .findFirst()
                .orElse(null);
    }

    /** The family of the room that is open, or null. */
    @Nullable
    Family family() {
        return family;
    }

    /** Which of the rooms of this key it is. */
    int instance() {
        return instances;
    }

    /** A deserted live room closes when its time has come. */
    void timeIs(long now) {
        if (family != null && now >= closesAt) {
            close();
        }
    }

    private void close() {
        family = null;
        members.clear();
        blocks.clear();
        closesAt = Long.MAX_VALUE;
    }

    int refusalToEnter(String user, Permissions rights) {
        if (family == null) {
            return (rights.bits() & Permission.CREATE_ROOM.bit()) == 0 ? -102010 : 0;
        }
        int capacity = family == Family.CALL ? settings.callCapacity() : settings.liveCapacity();
        return members.containsKey(user) || members.size() < capacity ? 0 : -102052;
    }

    Member enter(String user, String session, Door door, Family wanted, Role asked, Permissions rights) {
        if (family == null) {
            family = wanted;
            instances++;
        }
        closesAt = Long.MAX_VALUE;
        Member twin = members.get(user);
        if (twin != null) {
            remove(twin);
        }
        Role role = family == Family.CALL ? Role.ANCHOR : asked;
        Member member = new Member(user, session, door, role, rights);
        members.put(user, member);
        return member;
    }

    private void remove(Member leaver) {
        members.remove(leaver.user);
        forgetSubscriptionsTo(leaver.user);
    }

    /** Players wait for who they came for; everybody else forgets whom it does not see. */
    private void forgetSubscriptionsTo(String user) {
        for (Member member : members.values()) {
            if (member.door != Door.WHEP) {
                member.subscriptions.keySet().removeIf(wanted -> wanted.userId().equals(user));
            }
        }
    }

    void leave(Member leaver, long now) {
        remove(leaver);
        if (members.isEmpty()) {
            if (family == Family.CALL || leaver.role == Role.ANCHOR) {
                close();
            } else {
                closesAt = now + settings.liveLinger().toMillis();
            }
        }
    }

    void dismiss() {
        close();
    }

    int refusalToPush(String user) {
        Member known = members.get(user);
        long others = publishers() - (known != null && !known.published.isEmpty() ? 1 : 0);
        return others >= settings.publishers() ? -102052 : 0;
    }

    private long publishers() {
        return members.values().stream()
                .filter(member -> !member.published.isEmpty())
                .count();
    }

    boolean canBePlayed(String player, String publisher) {
        Member member = members.get(publisher);
        return !player.equals(publisher)
                && member != null
                && member.published.containsKey(StreamType.AUDIO)
                && member.published.containsKey(StreamType.MAIN);
    }

    /** Publishes exactly these; gives the codes of what is refused. */
    Map<StreamType, Integer> publish(Member member, List<Publishing> wanted) {
        Map<StreamType, Publishing> byType = new EnumMap<>(StreamType.class);
        wanted.forEach(publishing -> byType.put(publishing.type(), publishing));
        member.published.entrySet().removeIf(known -> {
            Publishing same = byType.get(known.getKey());
            return same == null || isLayered(same) != known.getValue().layered();
        });
        Map<StreamType, Integer> refused = new EnumMap<>(StreamType.class);
        byType.forEach((type, publishing) -> {
            int refusal = refusalToPublish(member, type);
            Published known = member.published.get(type);
            int number = known == null ? ++numbers : known.number();
            if (refusal == 0) {
                member.published.put(type, new Published(number, isLayered(publishing), publishing.muted()));
            } else {
                refused.put(type, refusal);
            }
        });
        return refused;
    }

    /** Has come to play one user. */
    void play(Member member, String publisher, String soundSlot, String pictureSlot) {
        member.subscriptions.put(
                new Wanted(publisher, StreamType.AUDIO), new Subscribed(++numbers, soundSlot, Layer.BIG));
        member.subscriptions.put(
                new Wanted(publisher, StreamType.MAIN), new Subscribed(++numbers, pictureSlot, Layer.BIG));
    }

    private static boolean isLayered(Publishing publishing) {
        return !publishing.smallRid().isEmpty();
    }

    private int refusalToPublish(Member member, StreamType type) {
        Permission needed =
                switch (type) {
                    case AUDIO -> Permission.SEND_AUDIO;
                    case MAIN -> Permission.SEND_VIDEO;
                    case AUX -> Permission.SEND_SUB_STREAM;
                };
        if (member.role == Role.AUDIENCE || !member.may(needed)) {
            return type == StreamType.AUX ? -102015 : -102013;
        }
        if (member.published.isEmpty() && publishers() >= settings.publishers()) {
            return -102052;
        }
        boolean shared = members.values().stream()
                .anyMatch(other -> other != member && other.published.containsKey(StreamType.AUX));
        return type == StreamType.AUX && shared ? -102016 : 0;
    }

    /** Has exactly these slots; what came on others ends. */
    void receiveOn(Member member, Set<String> slots) {
        member.slots.clear();
        member.slots.addAll(slots);
        member.subscriptions.values().removeIf(subscribed -> !slots.contains(subscribed.slot()));
    }

    /** The peer connection is gone with everything on it. */
    void loseMedia(Member member) {
        member.published.clear();
        member.subscriptions.clear();
        member.slots.clear();
    }

    int mute(Member member, StreamType type, boolean muted) {
        Published known = member.published.get(type);
        if (known == null) {
            return -102023;
        }
        member.published.put(type, new Published(known.number(), known.layered(), muted));
        return 0;
    }

    int subscribe(Member member, Wish wish) {
        Wanted wanted = wish.stream();
        Member publisher = members.get(wanted.userId());
        if (publisher == null || publisher == member || publisher.role != Role.ANCHOR) {
            return -102007;
        }
        if (!mayReceive(member, wanted.type())) {
            return -102019;
        }
        String kind = wanted.type() == StreamType.AUDIO ? "sound" : "picture";
        if (!member.slots.contains(wish.mid()) || !wish.mid().startsWith(kind)) {
            return -102023;
        }
        Subscribed known = member.subscriptions.get(wanted);
        int number = known != null && known.slot().equals(wish.mid()) ? known.number() : ++numbers;
        member.subscriptions
                .entrySet()
                .removeIf(other -> other.getValue().slot().equals(wish.mid()));
        member.subscriptions.put(
                wanted, new Subscribed(number, wish.mid(), wish.layer().layer()));
        return 0;
    }

    private static boolean mayReceive(Member member, StreamType type) {
        return member.may(
                switch (type) {
                    case AUDIO -> Permission.RECEIVE_AUDIO;
                    case MAIN -> Permission.RECEIVE_VIDEO;
                    case AUX -> Permission.RECEIVE_SUB_STREAM;
                });
    }

    void renew(Member member, Permissions rights) {
        member.rights = rights;
        member.published.keySet().removeIf(type -> {
            int refusal = refusalToPublish(member, type);
            return refusal == -102013 || refusal == -102015;
        });
    }

    Role switchRole(Member member, Role asked, Permissions rights) {
        Role role = family == Family.CALL ? Role.ANCHOR : asked;
        if (role != member.role && role == Role.AUDIENCE) {
            member.published.clear();
            forgetSubscriptionsTo(member.user);
        }
        member.role = role;
        renew(member, rights);
        return role;
    }

    void block(String user, boolean audio, boolean video) {
        blocks.put(user, new Block(audio, video));
    }

    boolean isBlocked(String user, StreamType type) {
        Block block = blocks.getOrDefault(user, NONE);
        return type == StreamType.AUDIO ? block.audio() : block.video();
    }

    /** What that member sees of the others, by user. */
    Map<String, UserState> seenBy(Member viewer) {
        Map<String, UserState> seen = new TreeMap<>();
        for (Member member : members.values()) {
            if (member != viewer && member.role == Role.ANCHOR) {
                seen.put(member.user, state(member));
            }
        }
        return seen;
    }

    private UserState state(Member member) {
        int flags = 0;
        Map<StreamType, String> codecs = new EnumMap<>(StreamType.class);
        for (Map.Entry<StreamType, Published> entry : member.published.entrySet()) {
            StreamType type = entry.getKey();
            Published published = entry.getValue();
            boolean muted = published.muted() || member.lost || isBlocked(member.user, type);
            codecs.put(type, type == StreamType.AUDIO ? "opus" : "VP8");
            flags += switch (type) {
                case AUDIO -> 8 + (muted ? 64 : 0);
                case MAIN -> 1 + (published.layered() ? 2 : 0) + (muted ? 16 : 0);
                case AUX -> 4 + (muted ? 32 : 0);
            };
        }
        return new UserState(member.user, flags, codecs);
    }

    /** The publication that is to be heard or seen now, neither muted nor blocked; null when there is none. */
    @Nullable
    Published open(String user, StreamType type) {
        Member publisher = members.get(user);
        Published published = publisher == null ? null : publisher.published.get(type);
        return published == null || published.muted() || isBlocked(user, type) ? null : published;
    }

    /** What comes on a subscription but for the silence of clients: null when nothing may. */
    @Nullable
    Published due(Member receiver, Wanted wanted) {
        return mayReceive(receiver, wanted.type()) ? open(wanted.userId(), wanted.type()) : null;
    }

    static Layer layerOf(Published published, Subscribed subscribed) {
        return published.layered() ? subscribed.layer() : Layer.BIG;
    }

    /** Members in a fixed order, so that a seed gives the same history again. */
    List<Member> inOrder() {
        List<Member> all = new ArrayList<>(members.values());
        all.sort(Comparator.comparing(member -> member.user));
        return all;
    }
}
