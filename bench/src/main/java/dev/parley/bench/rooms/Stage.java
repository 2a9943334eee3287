package dev.parley.bench.rooms;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.server.participant.Entry;
import dev.parley.server.participant.MediaSource;
import dev.parley.server.participant.RoomSurroundings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What both rooms have in common: entering, messages, mutes, and what the server needs for it. */
final class Stage {

    private static final int MESSAGES_A_SECOND = 2;
    private static final int QUIET_SECONDS = 10;

    private final ServerProgram server;
    private final RoomSurroundings surroundings;
    private final Crowd crowd;
    private final Findings findings;

    Stage(ServerProgram server, RoomSurroundings surroundings, Crowd crowd, Findings findings) {
        this.server = server;
        this.surroundings = surroundings;
        this.crowd = crowd;
        this.findings = findings;
    }

    Findings findings() {
        return findings;
    }

    Crowd crowd() {
        return crowd;
    }

    /** An entry into a room with this name, of a user with that one. */
    Entry entry(String room, String user) {
        return Entry.of(server.signalling(), server.sdkAppId(), user, server.userSig(user, Instant.now()))
                .withRoom(room);
    }

    Guest add(Entry entry) {
        Guest guest = new Guest(surroundings, entry);
        crowd.add(guest);
        return guest;
    }

    /** Lets these in, several at a time. */
    void enter(List<Guest> guests) throws IOException, InterruptedException {
        crowd.everyone(guests, Guest::enter);
    }

    /** Says how long entering took everybody so far. */
    void tellEntering(Duration cpu) {
        List<Guest> guests = crowd.guests();
        double[] enter = guests.stream().mapToDouble(Guest::enterMillis).toArray();
        double[] media = guests.stream().mapToDouble(Guest::mediaMillis).toArray();
        findings.figure("entering at once", Crowd.AT_ONCE);
        findings.figure("time to enter, median, ms", Crowd.median(enter));
        findings.figure(
                "time to enter, worst, ms",
                guests.stream().mapToDouble(Guest::enterMillis).max().orElse(0));
        findings.figure("time to media, median, ms", Crowd.median(media));
        findings.figure(
                "time to media, worst, ms",
                guests.stream().mapToDouble(Guest::mediaMillis).max().orElse(0));
        findings.figure("server CPU for each entry, ms", cpu.toNanos() / 1e6 / guests.size());
    }

    /** Says what the server holds more than before, for each participant. */
    void tellMemory(ServerProgram.Memory before) throws IOException, InterruptedException {
        ServerProgram.Memory with = server.memory();
        int count = crowd.guests().size();
        findings.figure("server heap for each participant, KiB", (with.heap() - before.heap()) / 1024.0 / count);
        findings.figure("server RSS for each participant, KiB", (with.resident() - before.resident()) / 1024.0 / count);
        findings.largestClasses(server.largestClasses());
        findings.figure("server heap, MiB", with.heap() / 1048576.0);
        findings.figure("server RSS, MiB", with.resident() / 1048576.0);
    }

    /** Lets media flow for a while and says what that costs. */
    void tellQuiet() throws InterruptedException {
        Duration cpu = server.cpu();
        long packets = packets();
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        double seconds = (System.nanoTime() - start) / 1e9;
        findings.figure("media packets received a second", Math.round((packets() - packets) / seconds));
        findings.figure(
                "server CPU with media alone, cores", server.cpu().minus(cpu).toNanos() / 1e9 / seconds);
    }

    private long packets() {
        return Crowd.sum(crowd.guests(), guest -> guest.participant().receivedBySlot().values().stream()
                .mapToLong(received -> received.packets())
                .sum());
    }

    /** Each of them mutes and unmutes its sound; everybody else is told of both. */
    void mute(List<Guest> publishers) throws IOException, InterruptedException {
        List<Guest> guests = crowd.guests();
        int[] before =
                guests.stream().mapToInt(guest -> guest.tally().changed()).toArray();
        crowd.everyone(publishers, guest -> guest.participant().mute(MediaSource.AUDIO, true));
        crowd.everyone(publishers, guest -> guest.participant().mute(MediaSource.AUDIO, false));
        int[] wanted = guests.stream()
                .mapToInt(guest -> 2 * (publishers.size() - (publishers.contains(guest) ? 1 : 0)))
                .toArray();
        Crowd.settle(() -> differing(before, wanted) == 0);
        long expected = 0;
        long got = 0;
        for (int index = 0; index < wanted.length; index++) {
            expected += wanted[index];
            got += guests.get(index).tally().changed() - before[index];
        }
        findings.count("user-changed (mutes)", expected, got, differing(before, wanted));
    }

    private long differing(int[] before, int[] wanted) {
        List<Guest> guests = crowd.guests();
        long differing = 0;
        for (int index = 0; index < wanted.length; index++) {
            differing += guests.get(index).tally().changed() - before[index] == wanted[index] ? 0 : 1;
        }
        return differing;
    }

    /**
     * These send messages to everybody, while the WebSockets of some others break and come back.
     *
     * @param seconds for how long
     */
    void talk(List<Guest> senders, List<Guest> broken, int seconds) throws IOException, InterruptedException {
        Duration cpu = server.cpu();
        long start = System.nanoTime();
        List<Guest> toBreak = new ArrayList<>(broken);
        int rounds = seconds * MESSAGES_A_SECOND;
        for (int round = 1; round <= rounds; round++) {
            for (Guest sender : senders) {
                sender.participant().sendMessage(1, ("message " + round + " of the bench").getBytes(UTF_8));
            }
            if (!toBreak.isEmpty() && round * broken.size() / rounds > broken.size() - toBreak.size()) {
                comeBack(toBreak.removeLast());
            }
            long due = start + round * TimeUnit.SECONDS.toNanos(1) / MESSAGES_A_SECOND;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
        }
        for (Guest last : toBreak) {
            comeBack(last);
        }
        double lasted = (System.nanoTime() - start) / 1e9;
        findings.figure(
                "server CPU with messages, cores", server.cpu().minus(cpu).toNanos() / 1e9 / lasted);
        tellMessages(senders, rounds);
        findings.figure("WebSockets broken and resumed", broken.size());
    }

    private static void comeBack(Guest guest) throws IOException {
        guest.participant().breakConnection();
        guest.participant().resume();
    }

    private void tellMessages(List<Guest> senders, int rounds) throws InterruptedException {
        List<Guest> guests = crowd.guests();
        Crowd.settle(() -> guests.stream().allMatch(guest -> guest.tally().messages() >= due(guest, senders, rounds)));
        findings.count(
                "msg, " + senders.size() * MESSAGES_A_SECOND + " a second from " + senders.size(),
                Crowd.sum(guests, guest -> due(guest, senders, rounds)),
                Crowd.sum(guests, guest -> guest.tally().messages()),
                guests.stream()
                        .filter(guest -> guest.tally().messages() != due(guest, senders, rounds))
                        .count());
    }

    private static long due(Guest guest, List<Guest> senders, int rounds) {
        return (long) rounds * (senders.size() - (senders.contains(guest) ? 1 : 0));
    }

    /** Tells whether anything came that should not have. */
    void tellTroubles() {
        List<String> troubles = crowd.guests().stream()
                .flatMap(guest -> guest.tally().troubles().stream()
                        .map(trouble -> guest.participant().userId() + ": " + trouble))
                .toList();
        findings.count("out of order, repeated, unknown or closed", 0, troubles.size(), 0);
        troubles.stream().limit(5).forEach(trouble -> findings.figure("trouble", trouble));
        findings.count(
                "packets that came in no slot",
                0,
                Crowd.sum(crowd.guests(), guest -> guest.participant().strayPackets()),
                0);
    }
}
