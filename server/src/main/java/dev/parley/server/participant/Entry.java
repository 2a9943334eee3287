package dev.parley.server.participant;

import java.net.URI;
import java.util.List;

/**
 * How a participant enters a room. {@link #of} and the methods named {@code with...} build one.
 *
 * @param endpoint {@code ws(s)://HOST/v1/signalling}
 */
public record Entry(URI endpoint, User user, Room room, Media media) {

    /** @param privateMapKey empty for none */
    public record User(long sdkAppId, String userId, String userSig, String privateMapKey) {}

    /**
     * @param number 0 for a room with a name
     * @param name empty for a room with a number
     * @param scene {@code rtc} or {@code live}
     * @param role {@code anchor} or {@code audience}
     */
    public record Room(long number, String name, String scene, String role) {}

    /**
     * What the first offer holds; with nothing in it there is no offer and no media until something is published.
     *
     * @param audioSlots how many sounds can be received at once
     * @param videoSlots how many pictures can be received at once
     */
    public record Media(List<Publication> publications, int audioSlots, int videoSlots) {
        public Media {
            publications = List.copyOf(publications);
        }

        boolean isEmpty() {
            return publications.isEmpty() && audioSlots + videoSlots == 0;
        }
    }

    /** Into a call, publishing nothing and receiving nothing; which room is still to be said. */
    public static Entry of(URI endpoint, long sdkAppId, String userId, String userSig) {
        return new Entry(
                endpoint,
                new User(sdkAppId, userId, userSig, ""),
                new Room(0, "", "rtc", "anchor"),
                new Media(List.of(), 0, 0));
    }

    public Entry withRoom(String name) {
        return new Entry(endpoint, user, new Room(0, name, room.scene, room.role), media);
    }

    public Entry withRoom(long number) {
        return new Entry(endpoint, user, new Room(number, "", room.scene, room.role), media);
    }

    /** Into a live room, as {@code anchor} or {@code audience}. */
    public Entry withLive(String role) {
        return new Entry(endpoint, user, new Room(room.number, room.name, "live", role), media);
    }

    public Entry withTicket(String privateMapKey) {
        return new Entry(endpoint, new User(user.sdkAppId, user.userId, user.userSig, privateMapKey), room, media);
    }

    public Entry withPublications(Publication... publications) {
        return new Entry(endpoint, user, room, new Media(List.of(publications), media.audioSlots, media.videoSlots));
    }

    public Entry withSlots(int audio, int video) {
        return new Entry(endpoint, user, room, new Media(media.publications, audio, video));
    }
}
