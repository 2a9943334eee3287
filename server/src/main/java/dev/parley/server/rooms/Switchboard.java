package dev.parley.server.rooms;

import dev.parley.media.session.LocalPeer;
import dev.parley.media.session.PeerTransport;
import dev.parley.media.session.RemotePeer;
import dev.parley.server.rooms.MediaOffer.Publishing;
import dev.parley.server.rooms.Seat.Wanted;
import dev.parley.server.rooms.Seat.Wish;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Everybody's media in one room: transports, publications, slots. What flows from whom to whom is left to
 * {@link Subscriptions}. Touched by the room's owner thread only.
 */
final class Switchboard {

    /** Told when a client's peer connection is over without its session being so. */
    @FunctionalInterface
    interface MediaEnd {
        void onMediaClosed(Participant participant, @Nullable Exception failure);
    }

    private final Occupants occupants;
    private final Blocks blocks;
    private final Announcer announcer;
    private final RoomJournal journal;
    private final RoomHouse house;
    private final MediaEnd mediaEnd;
    private final Speakers speakers;
    private final Subscriptions subscriptions;
    private final Slots slots;
    private final Spread spread;

    /** @param streamPrefix begins the names of the media streams clients are told */
    Switchboard(
            Occupants occupants,
            Blocks blocks,
            Announcer announcer,
            RoomJournal journal,
            RoomHouse house,
            MediaEnd mediaEnd,
            String streamPrefix) {
        this.occupants = occupants;
        this.blocks = blocks;
        this.announcer = announcer;
        this.journal = journal;
        this.house = house;
        this.mediaEnd = mediaEnd;
        this.speakers = new Speakers(occupants, blocks);
        this.subscriptions = new Subscriptions(occupants, blocks, journal, speakers);
        this.slots = new Slots(subscriptions, house, streamPrefix);
        this.spread = new Spread(house);
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Slots slots() {
        return slots;
    }

    Speakers speakers() {
        return speakers;
    }

    /** Listens who speaks, and has their pictures served first from the next decisions on. */
    void tick(long now) {
        for (String userId : speakers.listen(now)) {
            subscriptions.refreshPublisher(userId, now);
        }
    }

    /** Takes a client's offer. */
    MediaAnswer negotiate(Participant participant, MediaOffer offer, long now) {
        LocalPeer local = connect(participant, offer.remote(), now);
        Map<StreamType, Refusal> refused = publish(participant, offer.publish(), now);
        return new MediaAnswer(local, slots.negotiate(participant, offer.slots(), now), refused);
    }

    /** Opens the transport, restarts ICE, or goes on with what there is. */
    LocalPeer connect(Participant participant, RemotePeer remote, long now) {
        if (participant.media().hasTransport()) {
            PeerTransport transport = participant.media().transport();
            RemotePeer known = transport.remote();
            if (known.fingerprint().equals(remote.fingerprint())) {
                boolean same = known.iceUfrag().equals(remote.iceUfrag())
                        && known.icePwd().equals(remote.icePwd());
                return same ? transport.local() : house.worker().restart(transport, remote);
            }
            endMedia(participant, now);
        }
        PeerTransport opened = house.worker().open(remote, participant.media());
        participant.media().use(opened);
        return opened.local();
    }

    /** Opens the transport of somebody who only plays, on whichever worker has room. */
    CompletableFuture<LocalPeer> connectPlayer(Participant player, RemotePeer remote, long now) {
        Annex annex = spread.place();
        return annex == null
                ? CompletableFuture.completedFuture(connect(player, remote, now))
                : player.moveTo(annex, now).open(remote);
    }

    /** Ends what a client's peer connection carried; its session goes on without one. */
    void endMedia(Participant participant, long now) {
        for (Publication publication : List.copyOf(participant.publications())) {
            unpublish(participant, publication, now);
        }
        for (Subscription subscription : participant.subscriptions()) {
            subscriptions.end(subscription, now);
        }
        PeerTransport transport = participant.media().transport();
        participant.forgetMedia();
        house.worker().release(transport);
        announcer.changed(participant);
    }

    /** Publishes exactly what is wanted; the answer says what is not, and why. */
    Map<StreamType, Refusal> publish(Participant participant, List<Publishing> wanted, long now) {
        Map<StreamType, Publishing> byType = new EnumMap<>(StreamType.class);
        wanted.forEach(publishing -> byType.put(publishing.type(), publishing));
        for (Publication publication : List.copyOf(participant.publications())) {
            Publishing same = byType.get(publication.type());
            if (same == null || !publication.isCarriedAs(same)) {
                unpublish(participant, publication, now);
            }
        }
        Map<StreamType, Refusal> refused = new EnumMap<>(StreamType.class);
        byType.forEach((type, publishing) -> {
            Refusal refusal = refusalToPublish(participant, type);
            if (refusal == null) {
                begin(participant, publishing, now);
            } else {
                refused.put(type, refusal);
            }
        });
        announcer.changed(participant);
        return refused;
    }

    private void begin(Participant participant, Publishing publishing, long now) {
        Publication publication = participant.publication(publishing.type());
        if (publication == null) {
            publication = new Publication(publishing, participant.media().receive(publishing.track()));
            participant.add(publication);
        } else {
            participant.media().receive(publishing.track()); // may name its streams anew
        }
        publication.setMuted(publishing.muted());
        refresh(participant, publication, now);
    }

    private @Nullable Refusal refusalToPublish(Participant participant, StreamType type) {
        if (participant.role() == Role.AUDIENCE) {
            return new Refusal(type.sendRefusal(), "audience may not publish; switch to anchor first");
        }
        if (!participant.rights().allows(type.toSend())) {
            return new Refusal(
                    type.sendRefusal(),
                    "the PrivateMapKey does not allow to send " + type.wireName() + "; get one with that permission");
        }
        int limit = house.settings().publishers();
        if (!participant.isPublisher() && occupants.publishers() >= limit) {
            return new Refusal(
                    Refusal.ROOM_FULL,
                    "this room has its " + limit + " publishers; wait for one to stop (publisher limit)");
        }
        if (type == StreamType.AUX && house.settings().singleSubstream() && anotherShares(participant)) {
            return new Refusal(
                    Refusal.ANOTHER_SUB_STREAM, "another user shares a screen here; wait until that has ended");
        }
        return null;
    }

    private boolean anotherShares(Participant participant) {
        return occupants.all().stream()
                .anyMatch(other -> other != participant && other.publication(StreamType.AUX) != null);
    }

    /** Ends one publication of somebody who stays. */
    private void unpublish(Participant participant, Publication publication, long now) {
        participant.remove(publication);
        if (publication.type() == StreamType.AUDIO) {
            speakers.forget(participant.userId());
        }
        subscriptions.refreshPublisher(participant.userId(), now);
        withdraw(participant, publication, now);
        participant.media().stopReceiving(publication.mid());
        refreshLinger(participant.userId(), now);
    }

    /** Tells and forwards according to whether the publication is muted or blocked now. */
    private void refresh(Participant participant, Publication publication, long now) {
        Source source = publication.type().source();
        boolean open =
                !publication.isMuted() && !blocks.of(participant.userId()).covers(publication.type());
        if (open && source != null && !publication.isAnnounced()) {
            publication.announce(journal, participant.sessionId(), source, now);
        }
        subscriptions.refreshPublisher(participant.userId(), now);
        if (!open) {
            withdraw(participant, publication, now);
        }
        refreshLinger(participant.userId(), now);
    }

    private void withdraw(Participant participant, Publication publication, long now) {
        Source source = publication.type().source();
        if (source != null && publication.isAnnounced()) {
            publication.withdraw(journal, participant.sessionId(), source, now);
        }
    }

    Optional<Refusal> mute(Participant participant, StreamType type, boolean muted, long now) {
        Publication publication = participant.publication(type);
        if (publication == null) {
            return Optional.of(
                    new Refusal(Refusal.BAD_PARAMETER, "no " + type.wireName() + " is published; publish it first"));
        }
        publication.setMuted(muted);
        refresh(participant, publication, now);
        announcer.changed(participant);
        return Optional.empty();
    }

    /** A block, a role or rights changed: decides anew about everything the user sends and receives. */
    void refresh(Participant participant, long now) {
        for (Publication publication : List.copyOf(participant.publications())) {
            if (refusalToPublish(participant, publication.type()) == null) {
                refresh(participant, publication, now);
            } else {
                unpublish(participant, publication, now);
            }
        }
        subscriptions.refreshReceiver(participant, now);
        announcer.changed(participant);
    }

    List<Optional<Refusal>> subscribe(Participant receiver, List<Wish> wishes, long now) {
        return wishes.stream()
                .map(wish -> Optional.ofNullable(subscribe(receiver, wish, now)))
                .toList();
    }

    private @Nullable Refusal subscribe(Participant receiver, Wish wish, long now) {
        Wanted wanted = wish.stream();
        Participant publisher = occupants.find(wanted.userId());
        if (publisher == null || publisher == receiver || !Announcer.isSeen(publisher)) {
            return new Refusal(Refusal.NO_SUCH_USER, "there is no other user " + wanted.userId() + " to be seen here");
        }
        if (!receiver.rights().allows(wanted.type().toReceive())) {
            return new Refusal(
                    Refusal.MAY_NOT_RECEIVE,
                    "the PrivateMapKey does not allow to receive "
                            + wanted.type().wireName() + "; get one with that permission");
        }
        Slot slot = receiver.slot(wish.mid());
        if (slot == null || slot.track().kind() != wanted.type().kind()) {
            return new Refusal(
                    Refusal.BAD_PARAMETER,
                    "section " + wish.mid() + " is no slot for " + wanted.type().wireName()
                            + "; offer it recvonly first");
        }
        occupy(receiver, wanted, slot, wish.layer(), now);
        return null;
    }

    private void occupy(Participant receiver, Wanted wanted, Slot slot, LayerWish layer, long now) {
        Subscription known = receiver.subscription(wanted);
        Subscription holder = slot.holder();
        if (holder != null && holder != known) {
            subscriptions.end(holder, now);
        }
        if (known == null) {
            subscriptions.add(receiver, wanted, slot, layer, now);
        } else {
            subscriptions.move(known, slot, layer, now);
        }
    }

    void unsubscribe(Participant receiver, List<Wanted> streams, long now) {
        for (Wanted wanted : streams) {
            Subscription known = receiver.subscription(wanted);
            if (known != null) {
                subscriptions.end(known, now);
            }
        }
    }

    /** Nobody sees the user any more, who left or became audience: players wait for it, everybody else forgets it. */
    void lose(String userId, long now) {
        speakers.forget(userId);
        for (Subscription subscription : subscriptions.to(userId)) {
            if (subscription.receiver().door() == Door.WHEP) {
                subscriptions.refresh(subscription, now);
            } else {
                subscriptions.end(subscription, now);
            }
        }
        refreshLinger(userId, now);
    }

    /** A user has left; what it received is over. */
    void release(Participant leaver) {
        for (Subscription subscription : leaver.subscriptions()) {
            subscriptions.drop(subscription);
        }
        FarPlayer far = leaver.far();
        if (leaver.door() == Door.WHEP) {
            spread.leave(far == null ? null : far.annex());
        }
        if (far != null) {
            far.release();
        } else if (leaver.media().hasTransport()) {
            house.worker().release(leaver.media().transport());
        }
    }

    /** Players linger while nobody sends what they came for, in formats they were promised. */
    private void refreshLinger(String publisherUserId, long now) {
        Participant publisher = occupants.find(publisherUserId);
        for (Subscription subscription : subscriptions.to(publisherUserId)) {
            Participant player = subscription.receiver();
            if (player.door() != Door.WHEP) {
                continue;
            }
            if (publisher != null && publisher.isPublisher() && acceptsAll(player, publisher)) {
                player.setLingerUntil(Long.MAX_VALUE);
            } else if (player.lingerUntil() == Long.MAX_VALUE) {
                player.setLingerUntil(now + house.settings().whepLinger().toMillis());
            }
        }
    }

    private static boolean acceptsAll(Participant player, Participant publisher) {
        return player.subscriptions().stream().allMatch(subscription -> {
            Publication publication = publisher.publication(subscription.type());
            return publication == null
                    || subscription
                            .slot()
                            .track()
                            .accepts(publication.track(Layer.BIG).codec());
        });
    }

    /** Who was silent on this way until now can be sent pictures again. */
    void onConnected(Participant participant, long now) {
        participant.setMediaSilent(false);
        subscriptions.refreshReceiver(participant, now);
    }

    void onClosed(Participant participant, @Nullable Exception failure) {
        mediaEnd.onMediaClosed(participant, failure);
    }

    void onPictureSize(Participant participant, Publication publication, long now) {
        if (publication.onSize(journal, participant.sessionId(), now)) {
            subscriptions.onReordered(participant.userId(), now);
        }
    }

    void onFlowOn(Subscription subscription, long now) {
        subscriptions.onFlowOn(subscription, now);
    }

    void onFlowOff(Subscription subscription, long at) {
        subscriptions.tellFlow(subscription, null, at);
    }
}
