package dev.parley.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.Guest.Received;
import dev.parley.server.rooms.RoomModel.Member;
import dev.parley.server.rooms.RoomModel.Published;
import dev.parley.server.rooms.RoomModel.Subscribed;
import dev.parley.server.rooms.Seat.Wanted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every packet that arrives: it must be one that its receiver asked for and may have, and of what may come
 * some must come. What flows is what arrived, until it may not any more or nothing came for the stall timeout.
 */
final class PacketWatch {

    /** How often the room looks who is silent, and a little more. */
    private static final long NOTICE_MILLIS = 300;

    private static final long SILENCE_MILLIS = 8_000;

    /** Long enough for a key frame of whatever is wanted now, and then some. */
    private static final long SETTLED_MILLIS = 1_500;

    private static final long RECENT_MILLIS = 1_000;

    private record Origin(Guest guest, StreamType type, int layer) {}

    private record Key(String receiverSession, Wanted wanted) {}

    private record Flow(int publication, int subscription, Origin origin, int mark, long last) {
        Layer layer() {
            return origin.layer() == 1 ? Layer.SMALL : Layer.BIG;
        }
    }

    private record Due(Published published, Subscribed subscribed, Guest sender) {}

    private record Since(Due due, long instant) {}

    private final RoomModel model;
    private final Map<String, Guest> guests;
    private final Map<Integer, Origin> origins = new HashMap<>();
    private final Map<Key, Flow> flows = new HashMap<>();
    private final Map<Key, Since> settled = new HashMap<>();
    private int packets;

    /** @param guests those inside, by user */
    PacketWatch(RoomModel model, Map<String, Guest> guests) {
        this.model = model;
        this.guests = guests;
    }

    /** How many packets were looked at. */
    int packets() {
        return packets;
    }

    /** Learns which streams a guest sends. */
    void learn(Guest guest) {
        for (StreamType type : StreamType.values()) {
            for (int layer = 0; layer < guest.streams(type).size(); layer++) {
                origins.put(guest.streams(type).get(layer).mark(), new Origin(guest, type, layer));
            }
        }
    }

    void receive(Member receiver, Received packet) {
        packets++;
        Origin origin = Objects.requireNonNull(origins.get(packet.stream()));
        Wanted wanted = new Wanted(origin.guest().user, origin.type());
        Subscribed subscribed = receiver.subscriptions.get(wanted);
        assertThat(subscribed)
                .as("%s did not ask for %s", receiver.user, wanted)
                .isNotNull();
        assertThat(packet.slot()).isEqualTo(Objects.requireNonNull(subscribed).slot());
        assertThat(origin.guest()).isSameAs(guests.get(wanted.userId()));
        Published published = model.due(receiver, wanted);
        assertThat(published).as("%s may not get %s", receiver.user, wanted).isNotNull();
        assertThat(origin.layer() == 0 || Objects.requireNonNull(published).layered())
                .isTrue();
        if (wanted.type() != StreamType.AUDIO) {
            assertThat(receiver.lost).as("%s is lost", receiver.user).isFalse();
            assertThat(quietFor(receiver, packet.at())).isLessThan(SILENCE_MILLIS + NOTICE_MILLIS);
        }
        Flow flow = new Flow(
                Objects.requireNonNull(published).number(), subscribed.number(), origin, packet.stream(), packet.at());
        flows.put(new Key(receiver.session, wanted), flow);
    }

    /** How long nothing came over a member's transport. */
    private long quietFor(Member member, long now) {
        Guest guest = Objects.requireNonNull(guests.get(member.user));
        return now - guest.lastMedia();
    }

    /**
     * Ends flows for which the reason is gone.
     *
     * @param told what flows by the room's word, which counts while a receiver's silence may or may not be noticed
     */
    void settle(long now, Map<String, Map<Wanted, Layer>> told) {
        for (Iterator<Map.Entry<Key, Flow>> all = flows.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<Key, Flow> entry = all.next();
            Key key = entry.getKey();
            Member receiver = model.ofSession(key.receiverSession());
            if (receiver == null || !goesOn(receiver, key.wanted(), entry.getValue(), now)) {
                all.remove();
            } else if (isPicture(key) && quietFor(receiver, now) >= SILENCE_MILLIS && !isTold(key, told)) {
                all.remove();
            }
        }
    }

    private static boolean isPicture(Key key) {
        return key.wanted().type() != StreamType.AUDIO;
    }

    private static boolean isTold(Key key, Map<String, Map<Wanted, Layer>> told) {
        return told.getOrDefault(key.receiverSession(), Map.of()).containsKey(key.wanted());
    }

    private boolean goesOn(Member receiver, Wanted wanted, Flow flow, long now) {
        Subscribed subscribed = receiver.subscriptions.get(wanted);
        Published published = model.due(receiver, wanted);
        boolean same = subscribed != null
                && published != null
                && subscribed.number() == flow.subscription()
                && published.number() == flow.publication();
        boolean late = now - flow.last() >= RoomScene.STALL_MILLIS;
        boolean unreachable = receiver.lost || quietFor(receiver, now) >= SILENCE_MILLIS + NOTICE_MILLIS;
        return same && !late && (wanted.type() == StreamType.AUDIO || !unreachable);
    }

    /** The pictures that flow now, as {@link JournalAudit#flows} has them. */
    Map<String, Map<Wanted, Layer>> flows() {
        Map<String, Map<Wanted, Layer>> pictures = new HashMap<>();
        flows.forEach((key, flow) -> {
            if (isPicture(key)) {
                pictures.computeIfAbsent(key.receiverSession(), session -> new HashMap<>())
                        .put(key.wanted(), flow.layer());
            }
        });
        return pictures;
    }

    /** Pixels of all pictures that flow to a session; -1 when there is none. */
    long area(String receiverSession) {
        long area = -1;
        for (Map.Entry<Key, Flow> entry : flows.entrySet()) {
            Key key = entry.getKey();
            if (key.receiverSession().equals(receiverSession) && isPicture(key)) {
                Flow flow = entry.getValue();
                area = Math.max(0, area) + flow.origin().guest().area(flow.mark());
            }
        }
        return area;
    }

    /** What may come for a while, and is sent, must have come, in the layer that was asked for. */
    void insist(long now) {
        Set<Key> open = new HashSet<>();
        for (Member receiver : model.members.values()) {
            receiver.subscriptions.forEach((wanted, subscribed) -> {
                Key key = new Key(receiver.session, wanted);
                Due due = due(receiver, wanted, subscribed, now);
                if (due != null) {
                    open.add(key);
                    insist(key, due, now);
                }
            });
        }
        settled.keySet().retainAll(open);
    }

    private void insist(Key key, Due due, long now) {
        Since since = settled.get(key);
        if (since == null || !since.due().equals(due)) {
            settled.put(key, new Since(due, now));
        } else if (now - since.instant() >= SETTLED_MILLIS) {
            Flow flow = flows.get(key);
            assertThat(flow).as("%s must come", key).isNotNull();
            assertThat(Objects.requireNonNull(flow).last()).isGreaterThanOrEqualTo(now - RECENT_MILLIS);
            assertThat(flow.layer()).isEqualTo(RoomModel.layerOf(due.published(), due.subscribed()));
        }
    }

    private @Nullable Due due(Member receiver, Wanted wanted, Subscribed subscribed, long now) {
        Published published = model.due(receiver, wanted);
        Guest sender = guests.get(wanted.userId());
        Guest taker = Objects.requireNonNull(guests.get(receiver.user));
        boolean reachable = wanted.type() == StreamType.AUDIO
                || (!receiver.lost && quietFor(receiver, now) < SILENCE_MILLIS - NOTICE_MILLIS);
        boolean sent = sender != null && sender.isAudible() && taker.isConnected();
        return published == null || sender == null || !sent || !reachable
                ? null
                : new Due(published, subscribed, sender);
    }
}
