package dev.parley.bench.rooms;

import dev.parley.server.participant.Entry;
import dev.parley.server.participant.MediaSource;
import dev.parley.server.participant.Publication;
import dev.parley.server.participant.Subscription;
import dev.parley.server.participant.ThinClips;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A call in which everybody is told of everybody, and some send sound. */
final class CallRoom {

    static final String NAME = "bench-call";

    private static final int SENDERS = 10;
    private static final Publication SOUND = Publication.of(MediaSource.AUDIO, ThinClips.audio(Duration.ofSeconds(1)));

    private final Stage stage;
    private final ServerProgram server;
    private final Sizes sizes;

    CallRoom(Stage stage, ServerProgram server, Sizes sizes) {
        this.stage = stage;
        this.server = server;
        this.sizes = sizes;
    }

    void run() throws IOException, InterruptedException {
        ServerProgram.Memory before = server.memory();
        Duration cpu = server.cpu();
        for (int number = 0; number < sizes.callers(); number++) {
            Entry entry = stage.entry(NAME, "caller-" + number).withSlots(heard(number), 0);
            stage.add(number < sizes.publishers() ? entry.withPublications(SOUND) : entry);
        }
        List<Guest> all = stage.crowd().guests();
        List<Guest> publishers = all.subList(0, sizes.publishers());
        stage.enter(all);
        stage.tellEntering(server.cpu().minus(cpu));
        Crowd.countEntered(stage.findings(), all, names(all));
        countPublished(all, publishers);
        stage.crowd().everyone(all, guest -> subscribe(guest, publishers));
        stage.tellQuiet();
        stage.tellMemory(before);
        stage.mute(publishers);
        stage.talk(all.subList(0, Math.min(SENDERS, all.size())), lastOf(all, sizes.broken()), sizes.messageSeconds());
        leave(all);
        stage.tellTroubles();
    }

    /** Nobody hears himself. */
    private int heard(int number) {
        int others = sizes.publishers() - (number < sizes.publishers() ? 1 : 0);
        return Math.min(sizes.heard(), others);
    }

    private void subscribe(Guest guest, List<Guest> publishers) throws IOException {
        List<Subscription> wanted = publishers.stream()
                .filter(publisher -> publisher != guest)
                .limit(sizes.heard())
                .map(publisher -> Subscription.of(publisher.participant().userId(), MediaSource.AUDIO))
                .toList();
        if (!wanted.isEmpty() && !guest.participant().subscribe(wanted).isEmpty()) {
            throw new IOException("a subscription was refused");
        }
    }

    /** In the end everybody knows that each publisher sends sound, in whichever notice it was said. */
    private void countPublished(List<Guest> all, List<Guest> publishers) throws InterruptedException {
        Set<String> sending = names(publishers);
        Crowd.settle(() -> all.stream().allMatch(guest -> seen(guest, sending) == due(guest, sending)));
        stage.findings()
                .count(
                        "known to publish sound",
                        Crowd.sum(all, guest -> due(guest, sending)),
                        Crowd.sum(all, guest -> seen(guest, sending)),
                        all.stream()
                                .filter(guest -> seen(guest, sending) != due(guest, sending))
                                .count());
    }

    private static long seen(Guest guest, Set<String> sending) {
        return guest.participant().users().values().stream()
                .filter(user -> sending.contains(user.userId()) && user.isAvailable(MediaSource.AUDIO))
                .count();
    }

    private static long due(Guest guest, Set<String> sending) {
        return (long) sending.size() - (sending.contains(guest.participant().userId()) ? 1 : 0);
    }

    private void leave(List<Guest> all) throws IOException, InterruptedException {
        List<Guest> leaving = lastOf(all, all.size() / 6);
        stage.crowd().everyone(leaving, Guest::exit);
        List<Guest> staying = all.subList(0, all.size() - leaving.size());
        Crowd.countLeft(stage.findings(), staying, names(leaving));
        stage.crowd().everyone(staying, Guest::exit);
    }

    private static List<Guest> lastOf(List<Guest> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    static Set<String> names(List<Guest> guests) {
        return names(guests.stream());
    }

    private static Set<String> names(Stream<Guest> guests) {
        return guests.map(guest -> guest.participant().userId()).collect(Collectors.toUnmodifiableSet());
    }
}
