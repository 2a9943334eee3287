package dev.parley.server.rooms;

import dev.parley.media.forward.IncomingTrack;
import dev.parley.media.forward.MediaFigures;
import dev.parley.server.rooms.ClientSample.Look;
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

    private static final MediaFigures NO_FIGURES = new MediaFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1);
    private static final Look NOTHING_YET = new Look(false, NO_FIGURES, MediaCounts.NONE, MediaCounts.NONE, 0, 0, 0);

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
        long bitsIn = 0;
        long leastEstimate = -1;
        List<Client> clients = new ArrayList<>();
        int place = 0;
        for (Participant participant : room.occupants().all()) {
            ClientSample sample = media.sample(participant);
            Look look = look(sample);
            counts = counts.plus(look.counts());
            gained = look.spanMillis() == 0 ? gained : gained.plus(look.gained());
            bitsIn += look.bitsIn();
            spanMillis = Math.max(spanMillis, look.spanMillis());
            leastEstimate = less(leastEstimate, look.figures().estimate());
            if (place >= firstClient && clients.size() < mostClients) {
                clients.add(client(participant, sample, look));
            }
            place++;
        }
        MediaRates rates = MediaRates.of(gained, spanMillis, bitsIn);
        List<String> speakers = room.switchboard().speakers().active();
        return new RoomMedia(room.key(), worker, place, counts, rates, leastEstimate, speakers, clients);
    }

    private static Look look(ClientSample sample) {
        Look last = sample.last();
        return last == null ? NOTHING_YET : last;
    }

    /** The less of two estimates, of which each may be unknown. */
    private static long less(long one, long other) {
        return one < 0 || other < 0 ? Math.max(one, other) : Math.min(one, other);
    }

    private Client client(Participant participant, ClientSample sample, Look look) {
        List<Subscription> subscriptions = participant.subscriptions();
        return new Client(
                participant.userId(),
                participant.sessionId(),
                participant.door(),
                look.connected(),
                look.figures(),
                look.rates(),
                participant.publications().stream().map(this::published).toList(),
                subscriptions.size(),
                subscriptions.stream()
                        .limit(MOST_RECEIVED)
                        .map(subscription -> received(subscription, sample))
                        .toList());
    }

    private Published published(Publication publication) {
        return new Published(
                publication.type(),
                publication.codec(),
                publication.isMuted(),
                publication.layers().stream()
                        .map(track -> published(publication, track))
                        .toList());
    }

    private PublishedLayer published(Publication publication, IncomingTrack track) {
        Layer layer = publication.layerOf(track) == Layer.BIG ? Layer.BIG : Layer.SMALL;
        return new PublishedLayer(layer, publication.size(track), track.bitrate(now));
    }

    private Received received(Subscription subscription, ClientSample sample) {
        return new Received(
                subscription.wanted().userId(),
                subscription.type(),
                subscription.wish(),
                playing(subscription),
                sample.bitsPerSecond(subscription.slot().track().mid()));
    }

    private @Nullable Layer playing(Subscription subscription) {
        Participant publisher = room.occupants().find(subscription.wanted().userId());
        Publication publication = publisher == null ? null : publisher.publication(subscription.type());
        return publication == null
                ? null
                : publication.layerOf(subscription.slot().track().source());
    }
}
