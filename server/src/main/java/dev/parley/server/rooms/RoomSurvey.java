package dev.parley.server.rooms;

import dev.parley.server.rooms.RoomMedia.Client;
import dev.parley.server.rooms.RoomMedia.Published;
import dev.parley.server.rooms.RoomMedia.PublishedLayer;
import dev.parley.server.rooms.RoomMedia.Received;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes one room's media from the last look at it. Used by the room's owner thread only. */
final class RoomSurvey {

    /** Streams of one client that are described: the owner has packets to forward. */
    static final int MOST_RECEIVED = 50;

    private final Room room;
    private final HouseMedia media;
    private final long now;

    RoomSurvey(Room room, HouseMedia media, long now) {
        this.room = room;
        this.media = media;
        this.now = now;
    }

    RoomMedia read(int worker, int firstClient, int mostClients) {
        MediaCounts counts = MediaCounts.NONE;
        MediaCounts gained = MediaCounts.NONE;
        long spanMillis = 0;
        long leastEstimate = -1;
        List<Client> clients = new ArrayList<>();
        int place = 0;
        for (Participant participant : room.occupants().all()) {
            ClientSample sample = media.sample(participant);
            if (sample != null) {
                counts = counts.plus(sample.counts());
                gained = sample.spanMillis() == 0 ? gained : gained.plus(sample.gained());
                spanMillis = Math.max(spanMillis, sample.spanMillis());
                leastEstimate = less(leastEstimate, sample.figures().estimate());
            }
            if (place >= firstClient && clients.size() < mostClients) {
                clients.add(client(participant, sample));
            }
            place++;
        }
        MediaRates rates = MediaRates.of(gained, spanMillis);
        return new RoomMedia(room.key(), worker, place, counts, rates, leastEstimate, clients);
    }

    private static long less(long known, long estimate) {
        return known < 0 || estimate < 0 ? Math.max(known, estimate) : Math.min(known, estimate);
    }

    private Client client(Participant participant, @Nullable ClientSample known) {
        ClientSample sample = known;
        if (sample == null) {
            sample = new ClientSample(participant.media());
            sample.take(now);
        }
        List<Subscription> subscriptions = participant.subscriptions();
        ClientSample rates = sample;
        return new Client(
                participant.userId(),
                participant.sessionId(),
                participant.door(),
                participant.media().hasTransport()
                        && participant.media().transport().isConnected(),
                sample.figures(),
                sample.rates(),
                participant.publications().stream()
                        .map(publication -> published(publication, rates))
                        .toList(),
                subscriptions.size(),
                subscriptions.stream()
                        .limit(MOST_RECEIVED)
                        .map(subscription -> received(subscription, rates))
                        .toList());
    }

    private static Published published(Publication publication, ClientSample rates) {
        List<Layer> layers = publication.hasSmall() ? List.of(Layer.BIG, Layer.SMALL) : List.of(Layer.BIG);
        return new Published(
                publication.type(),
                publication.codec(),
                publication.isMuted(),
                layers.stream()
                        .map(layer -> new PublishedLayer(
                                layer, publication.size(layer), rates.perSecond(publication.track(layer))))
                        .toList());
    }

    private Received received(Subscription subscription, ClientSample rates) {
        return new Received(
                subscription.wanted().userId(),
                subscription.type(),
                subscription.wish().layer(),
                playing(subscription),
                rates.perSecond(subscription.slot().track()) * Byte.SIZE);
    }

    private @Nullable Layer playing(Subscription subscription) {
        Participant publisher = room.occupants().find(subscription.wanted().userId());
        Publication publication = publisher == null ? null : publisher.publication(subscription.type());
        return publication == null
                ? null
                : publication.layerOf(subscription.slot().track().source());
    }
}
