package dev.parley.server.demo;

import dev.parley.server.metering.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One participant's part in the demo.
 *
 * @param room where
 * @param user who
 * @param clip what it publishes or sees; null for one that only listens
 * @param plays whom it plays, null for a publisher
 * @param share how much of the demo it stays for, 0..1
 */
record Part(
        String room,
        String user,
        @Nullable DemoClip clip,
        @Nullable String plays,
        double share) {

    static final List<Part> CAST = List.of(
            new Part("classroom", "teacher", DemoClip.SPEAKER, null, 1),
            new Part("classroom", "student-1", DemoClip.SPEAKER, "teacher", 1),
            new Part("classroom", "student-2", DemoClip.SPEAKER, "teacher", 0.5),
            new Part("classroom", "listener", null, "teacher", 1),
            new Part("workshop", "presenter", DemoClip.SCREEN, null, 1),
            new Part("workshop", "colleague", DemoClip.SCREEN, "presenter", 1),
            new Part("workshop", "caller", DemoClip.GUEST, null, 1),
            new Part("workshop", "phone", DemoClip.GUEST, "caller", 0.75));

    boolean publishes() {
        return plays == null;
    }

    /** What it does, for people. */
    String description() {
        if (clip == null) {
            return "listens to " + plays;
        }
        return publishes() ? "publishes " + clip.size() + " with sound" : "watches " + plays + " at " + clip.size();
    }

    /** The tier its seconds belong to: nobody pays for sending (MET-4). */
    Tier tier() {
        return clip == null || publishes() ? Tier.AUDIO : clip.tier();
    }
}
