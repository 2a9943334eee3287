package dev.parley.server.load;

import dev.parley.media.srtp.SrtpProfile;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who comes and what they do.
 *
 * @param name begins the names of rooms and users
 * @param publishers in each room
 * @param subscribers in each room, shared out among its publishers in turn, each playing one
 * @param video null for none
 * @param duration what is measured, from when everybody is there
 * @param ramp over which the subscribers come; zero for as fast as the server lets them
 * @param joinsAtOnce who may be under way to a room at one time
 * @param loss share of the arriving media packets that subscribers throw away, 0..1
 * @param nack whether subscribers ask for what is missing
 * @param rtx whether they offer to take it in a stream of its own (RFC 4588)
 * @param sample how many subscribers decrypt what they get and measure its delay
 * @param srtp preferred first
 */
record LoadPlan(
        String name,
        int rooms,
        int publishers,
        int subscribers,
        @Nullable VideoShape video,
        boolean audio,
        Duration duration,
        Duration ramp,
        int joinsAtOnce,
        double loss,
        boolean nack,
        boolean rtx,
        BandwidthFeedback feedback,
        int sample,
        List<SrtpProfile> srtp,
        long seed) {

    /** Sockets, and with them open files and memory, are finite. */
    static final int MOST_PEERS = 50_000;

    private static final Duration LONGEST = Duration.ofDays(1);

    LoadPlan {
        srtp = List.copyOf(srtp);
        check("--rooms", rooms, 1, MOST_PEERS);
        check("--publishers", publishers, 1, MOST_PEERS);
        check("--subscribers", subscribers, 0, MOST_PEERS);
        check("--joins-at-once", joinsAtOnce, 1, 1_000);
        check("--sample", sample, 0, MOST_PEERS);
        require(
                (long) rooms * (publishers + subscribers) <= MOST_PEERS,
                "that is more than " + MOST_PEERS + " publishers and subscribers together");
        require(video != null || audio, "there must be audio or video");
        require(!srtp.isEmpty(), "there must be an SRTP profile");
        require(loss >= 0 && loss < 1, "--loss must be 0 to less than 100 percent");
        require(
                !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0,
                "--duration must be more than nothing and at most a day");
        require(!ramp.isNegative() && ramp.compareTo(LONGEST) <= 0, "--ramp must be at most a day");
    }

    private static void check(String option, int value, int least, int most) {
        require(value >= least && value <= most, option + " must be " + least + " to " + most + ", not " + value);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    int allPublishers() {
        return rooms * publishers;
    }

    int allSubscribers() {
        return rooms * subscribers;
    }

    /**
     * The sampled are spread evenly over all, from the middle of their share: who came first is often served first. One
     * further each time, so that they play different publishers.
     *
     * @param index of a subscriber among all
     */
    boolean isSampled(int index) {
        int all = allSubscribers();
        int count = Math.min(sample, all);
        for (int each = 0; each < count; each++) {
            int from = (int) ((long) each * all / count);
            int share = (int) ((each + 1L) * all / count) - from;
            if (from + (share / 2 + each) % share == index) {
                return true;
            }
        }
        return false;
    }

    /** Media packets a second that subscribers should get when all of them are there. */
    long packetsPerSecond() {
        int each = (video == null ? 0 : video.packetsPerSecond()) + (audio ? SentStream.AUDIO_PACKETS_PER_SECOND : 0);
        return (long) allSubscribers() * each;
    }
}
