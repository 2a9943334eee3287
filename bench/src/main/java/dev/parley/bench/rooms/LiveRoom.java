package dev.parley.bench.rooms;

import dev.parley.server.participant.Entry;
import dev.parley.server.participant.MediaSource;
import dev.parley.server.participant.Publication;
import dev.parley.server.participant.Subscription;
import dev.parley.server.participant.ThinClips;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A live room: a few anchors with sound, one with a picture, and an audience that nobody is told of. */
final class LiveRoom {

    static final String NAME = "bench-live";

    private static final Publication SOUND = Publication.of(MediaSource.AUDIO, ThinClips.audio(Duration.ofSeconds(1)));
    private static final Publication PICTURE =
            Publication.of(MediaSource.MAIN, ThinClips.video(640, 360, Duration.ofMillis(500)));

    private final Stage stage;
    private final ServerProgram server;
    private final Sizes sizes;

    LiveRoom(Stage stage, ServerProgram server, Sizes sizes) {
        this.stage = stage;
        this.server = server;
        this.sizes = sizes;
    }

    void run() throws IOException, InterruptedException {
        ServerProgram.Memory before = server.memory();
        Duration cpu = server.cpu();
        // Half of the audience is there before the anchors and must be told of them; the others find them.
        List<Guest> early = audience("early", sizes.audience() / 2);
        List<Guest> anchors = anchors();
        List<Guest> late = audience("late", sizes.audience() - early.size());
        stage.enter(early);
        stage.enter(anchors);
        stage.enter(late);
        stage.tellEntering(server.cpu().minus(cpu));
        List<Guest> all = stage.crowd().guests();
        Crowd.countEntered(stage.findings(), all, CallRoom.names(anchors));
        stage.crowd().everyone(all, guest -> subscribe(guest, anchors));
        stage.tellQuiet();
        stage.tellMemory(before);
        stage.mute(anchors);
        List<Guest> broken = late.subList(0, Math.min(sizes.broken(), late.size()));
        stage.talk(anchors, broken, sizes.messageSeconds());
        switchRole(all, anchors.getLast());
        stage.crowd().everyone(all, Guest::exit);
        stage.tellTroubles();
    }

    private List<Guest> audience(String name, int count) {
        List<Guest> audience = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Entry entry =
                    stage.entry(NAME, name + "-" + number).withLive("audience").withSlots(sizes.anchors(), 1);
            audience.add(stage.add(entry));
        }
        return audience;
    }

    private List<Guest> anchors() {
        List<Guest> anchors = new ArrayList<>();
        for (int number = 0; number < sizes.anchors(); number++) {
            Entry entry =
                    stage.entry(NAME, "anchor-" + number).withLive("anchor").withSlots(sizes.anchors(), 1);
            anchors.add(
                    stage.add(number == 0 ? entry.withPublications(SOUND, PICTURE) : entry.withPublications(SOUND)));
        }
        return anchors;
    }

    private static void subscribe(Guest guest, List<Guest> anchors) throws IOException {
        List<Subscription> wanted = new ArrayList<>();
        for (Guest anchor : anchors) {
            if (anchor != guest) {
                wanted.add(Subscription.of(anchor.participant().userId(), MediaSource.AUDIO));
            }
        }
        if (guest != anchors.getFirst()) {
            wanted.add(Subscription.of(anchors.getFirst().participant().userId(), MediaSource.MAIN));
        }
        if (!guest.participant().subscribe(wanted).isEmpty()) {
            throw new IOException("a subscription was refused");
        }
    }

    /** An anchor becomes audience, which everybody else sees as leaving. */
    private void switchRole(List<Guest> all, Guest anchor) throws IOException, InterruptedException {
        anchor.participant().switchRole("audience", "");
        List<Guest> others = all.stream().filter(guest -> guest != anchor).toList();
        Crowd.countLeft(stage.findings(), others, Set.of(anchor.participant().userId()));
    }
}
