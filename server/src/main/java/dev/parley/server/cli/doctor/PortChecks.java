package dev.parley.server.cli.doctor;

import dev.parley.server.cli.doctor.Listener.Door;
import dev.parley.server.cli.doctor.Machine.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the server could listen where it shall. */
final class PortChecks {

    private static final String TCP = "media port, TCP";

    private PortChecks() {}

    static List<Finding> examine(Plan plan, Machine machine) {
        boolean running = isRunning(plan, machine);
        List<Finding> findings = new ArrayList<>();
        for (Listener listener : plan.listeners()) {
            findings.add(
                    listener.address().isUnresolved() ? unknown(listener) : judge(plan, machine, listener, running));
        }
        for (Listener listener : plan.listeners()) {
            if (listener.door() == Door.MEDIA && !listener.address().isUnresolved()) {
                findings.add(tcpTwin(listener, machine.tcpPort(listener.address()), running));
            }
        }
        return findings;
    }

    /** Whether it is a Parley that has the ports. */
    private static boolean isRunning(Plan plan, Machine machine) {
        return machine.isInUse(plan.data())
                || plan.listeners().stream()
                        .filter(listener -> listener.door() == Door.HTTP || listener.door() == Door.HTTPS)
                        .filter(listener -> !listener.address().isUnresolved())
                        .filter(listener -> machine.tcpPort(listener.address()) == Port.TAKEN)
                        .anyMatch(listener -> machine.answersAsParley(listener.address()));
    }

    private static Finding unknown(Listener listener) {
        return Finding.fail(
                listener.door().check(),
                "cannot listen on " + listener + ": the host "
                        + listener.address().getHostString() + " is not known",
                "give " + listener.door().option() + " an address of this machine, or 0.0.0.0");
    }

    private static Finding judge(Plan plan, Machine machine, Listener listener, boolean running) {
        if (listener.door() == Door.MEDIA) {
            return finding(listener, machine.udpPort(listener.address()), running);
        }
        Optional<Listener> rival = plan.listeners().stream()
                .filter(other -> other.door().compareTo(listener.door()) > 0)
                .filter(listener::excludes)
                .findFirst();
        return rival.map(other -> twice(listener, other))
                .orElseGet(() -> finding(listener, machine.tcpPort(listener.address()), running));
    }

    private static Finding twice(Listener listener, Listener other) {
        return Finding.fail(
                listener.door().check(),
                listener + " and " + other + " of " + other.door().option() + " cannot both be listened on",
                "choose another port for one of them");
    }

    private static Finding finding(Listener listener, Port port, boolean running) {
        String check = listener.door().check();
        String option = listener.door().option();
        return switch (port) {
            case FREE -> free(check, listener);
            case TAKEN ->
                running
                        ? ours(check, listener)
                        : Finding.fail(
                                check,
                                listener + " is taken by another program",
                                "stop that (ss -lntup shows it), or choose another port with " + option);
            case FORBIDDEN ->
                Finding.fail(
                        check,
                        listener + " is not allowed to this user",
                        "choose a port from 1024 on with " + option
                                + ", or under systemd give AmbientCapabilities=CAP_NET_BIND_SERVICE");
            case FOREIGN ->
                Finding.fail(
                        check,
                        listener + " is not an address of this machine",
                        "give " + option + " one of its own, or 0.0.0.0; a public address that is translated to"
                                + " this machine belongs to media.announce (--announce)");
        };
    }

    private static Finding free(String check, Listener listener) {
        return Finding.ok(check, listener.port() == 0 ? "any free one" : listener + " is free");
    }

    private static Finding ours(String check, Listener listener) {
        return Finding.note(check, listener + " is taken, it seems by the Parley that is running here", null);
    }

    private static Finding tcpTwin(Listener media, Port port, boolean running) {
        return switch (port) {
            case FREE -> free(TCP, media);
            case TAKEN ->
                running
                        ? ours(TCP, media)
                        : Finding.warn(
                                TCP,
                                media + " is taken by another program: clients whose networks block UDP cannot connect",
                                "choose another port with " + media.door().option() + ", of which both are free");
            case FORBIDDEN, FOREIGN ->
                Finding.warn(
                        TCP,
                        media + " cannot be had: clients whose networks block UDP cannot connect",
                        "see the UDP port of the same number");
        };
    }
}
