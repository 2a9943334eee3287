package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.server.rooms.Seat.Wanted;
import dev.parley.server.rooms.Subscription.Flow;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who wants what of whom in one room, and what is therefore forwarded. Whatever changes, {@link #refresh} decides anew
 * from what is true now; so there is one place that knows when media may flow (MET-5). Touched by the room's owner
 * thread only.
 */
final class Subscriptions {

    private final Occupants occupants;
    private final Blocks blocks;
    private final RoomJournal journal;
    private final Speakers speakers;
    private final Map<String, Set<Subscription>> byPublisher = new HashMap<>();

    Subscriptions(Occupants occupants, Blocks blocks, RoomJournal journal, Speakers speakers) {
        this.occupants = occupants;
        this.blocks = blocks;
        this.journal = journal;
        this.speakers = speakers;
    }

    /** Those who want something of that user. */
    List<Subscription> to(String publisherUserId) {
        return List.copyOf(byPublisher.getOrDefault(publisherUserId, Set.of()));
    }

    /** Makes a subscription on a free slot; it flows as soon as it can. */
    void add(Participant receiver, Wanted wanted, Slot slot, LayerWish layer, long now) {
        Subscription subscription = new Subscription(receiver, wanted, slot, layer);
        receiver.add(subscription);
        byPublisher
                .computeIfAbsent(wanted.userId(), user -> new LinkedHashSet<>())
                .add(subscription);
        Source source = wanted.type().source();
        if (source != null) {
            journal.tell(now, stamp -> new RoomEvent.Subscribed(stamp, receiver.sessionId(), wanted.userId(), source));
        }
        refresh(subscription, now);
    }

    /** Has an existing subscription come on that slot, in that layer. */
    void move(Subscription subscription, Slot slot, LayerWish layer, long now) {
        subscription.wish(layer);
        if (subscription.slot() != slot) {
            halt(subscription, now);
            subscription.moveTo(slot);
        }
        refresh(subscription, now);
    }

    /** Ends a subscription whose receiver stays. */
    void end(Subscription subscription, long now) {
        halt(subscription, now);
        forget(subscription);
        Source source = subscription.type().source();
        if (source != null) {
            journal.tell(
                    now,
                    stamp -> new RoomEvent.Unsubscribed(
                            stamp,
                            subscription.receiver().sessionId(),
                            subscription.wanted().userId(),
                            source));
        }
    }

    /** Ends a subscription whose receiver leaves, which says everything there is to tell. */
    void drop(Subscription subscription) {
        subscription.play(null, false);
        forget(subscription);
    }

    private void forget(Subscription subscription) {
        subscription.slot().hold(null);
        subscription.receiver().remove(subscription);
        String publisher = subscription.wanted().userId();
        Set<Subscription> others = byPublisher.get(publisher);
        if (others != null && others.remove(subscription) && others.isEmpty()) {
            byPublisher.remove(publisher);
        }
    }

    private void halt(Subscription subscription, long now) {
        if (subscription.play(null, false)) {
            tellFlow(subscription, null, now);
        }
    }

    /** Forwards what may be forwarded now, and nothing else. */
    void refresh(Subscription subscription, long now) {
        Participant publisher = occupants.find(subscription.wanted().userId());
        Publication publication = publisher == null ? null : publisher.publication(subscription.type());
        IncomingTrack target =
                publisher == null || publication == null ? null : target(subscription, publisher.userId(), publication);
        boolean sameUser = publication != null && publication.layerOf(subscription.playing()) != null;
        if (subscription.play(target, sameUser)) {
            tellFlow(subscription, null, now);
        }
        if (publication != null && target != null && subscription.type().isVideo()) {
            boolean any = subscription.wish() == LayerWish.AUTOMATIC;
            List<IncomingTrack> layers = any ? publication.layers() : List.of(target);
            int priority = speakers.priority(subscription.wanted().userId(), subscription.type());
            subscription.slot().track().choose(layers, priority);
        }
    }

    private @Nullable IncomingTrack target(Subscription subscription, String publisherUserId, Publication publication) {
        Participant receiver = subscription.receiver();
        StreamType type = subscription.type();
        boolean kept = publication.isMuted() || blocks.of(publisherUserId).covers(type);
        boolean unreachable = type.isVideo() && (receiver.isLost() || receiver.isMediaSilent());
        if (kept || unreachable || !receiver.rights().allows(type.toReceive())) {
            return null;
        }
        IncomingTrack track = publication.track(subscription.wish().layer());
        return subscription.slot().track().accepts(track.codec()) ? track : null;
    }

    /** Decides anew about everything that a user receives. */
    void refreshReceiver(Participant receiver, long now) {
        for (Subscription subscription : receiver.subscriptions()) {
            refresh(subscription, now);
        }
    }

    /** Decides anew about everything that is received of a user. */
    void refreshPublisher(String publisherUserId, long now) {
        for (Subscription subscription : to(publisherUserId)) {
            refresh(subscription, now);
        }
    }

    /** The layers have changed places: what flows to whom may be another one now, and may be called another. */
    void onReordered(String publisherUserId, long now) {
        for (Subscription subscription : to(publisherUserId)) {
            refresh(subscription, now);
            if (subscription.told() != null) {
                onFlowOn(subscription, now);
            }
        }
    }

    /** The first packet was forwarded, or the first of another layer. */
    void onFlowOn(Subscription subscription, long now) {
        Participant publisher = occupants.find(subscription.wanted().userId());
        Publication publication = publisher == null ? null : publisher.publication(subscription.type());
        IncomingTrack flowing = subscription.slot().track().source();
        Layer layer = publication == null ? null : publication.layerOf(flowing);
        if (layer != null && flowing != null) {
            tellFlow(subscription, new Flow(layer, flowing.rid()), now);
        }
    }

    /** Tells what flows to a receiver of pictures, unless that is known; {@code flow} null means nothing. */
    void tellFlow(Subscription subscription, @Nullable Flow flow, long at) {
        Source source = subscription.type().source();
        if (source != null && !Objects.equals(flow, subscription.told())) {
            subscription.setTold(flow);
            journal.tell(
                    at,
                    stamp -> new RoomEvent.FlowChanged(
                            stamp,
                            subscription.receiver().sessionId(),
                            subscription.wanted().userId(),
                            source,
                            flow == null ? null : flow.layer(),
                            flow == null ? "" : flow.rid()));
        }
    }
}
