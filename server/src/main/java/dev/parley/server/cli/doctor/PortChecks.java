package dev.parley.server.cli.doctor;

import dev.parley.server.cli.doctor.Machine.Port;
import java.net.InetSocketAddress;
import java.util.List;

/** Whether the server could listen where it shall. */
final class PortChecks {

    private static final String HTTP = "http port";
    private static final String UDP = "media port, UDP";
    private static final String TCP = "media port, TCP";

    private PortChecks() {}

    static List<Finding> examine(Plan plan, Machine machine) {
        Port http = machine.tcpPort(plan.http());
        boolean running = machine.isInUse(plan.data()) || (http == Port.TAKEN && machine.answersAsParley(plan.http()));
        Port udp = machine.udpPort(plan.udp());
        return List.of(
                finding(HTTP, "--http", plan.http(), http, running),
                finding(UDP, "--udp", plan.udp(), udp, running),
                tcpTwin(plan.udp(), machine.tcpPort(plan.udp()), running));
    }

    private static Finding finding(String check, String option, InetSocketAddress address, Port port, boolean running) {
        String text = Addresses.text(address);
        return switch (port) {
            case FREE -> Finding.ok(check, address.getPort() == 0 ? "any free one" : text + " is free");
            case TAKEN ->
                running
                        ? Finding.note(check, text + " is taken, it seems by the Parley that is running here", null)
                        : Finding.fail(
                                check,
                                text + " is taken by another program",
                                "stop that (ss -lntup shows it), or choose another port with " + option);
            case FORBIDDEN ->
                Finding.fail(
                        check,
                        text + " is not allowed to this user",
                        "choose a port from 1024 on with " + option
                                + ", or under systemd give AmbientCapabilities=CAP_NET_BIND_SERVICE");
            case FOREIGN ->
                Finding.fail(
                        check,
                        text + " is not an address of this machine",
                        "give " + option + " one of its own, or 0.0.0.0; a public address that is translated to"
                                + " this machine belongs to --announce");
        };
    }

    private static Finding tcpTwin(InetSocketAddress address, Port port, boolean running) {
        String text = Addresses.text(address);
        return switch (port) {
            case FREE -> Finding.ok(TCP, address.getPort() == 0 ? "any free one" : text + " is free");
            case TAKEN ->
                running
                        ? Finding.note(TCP, text + " is taken, it seems by the Parley that is running here", null)
                        : Finding.warn(
                                TCP,
                                text + " is taken by another program: clients whose networks block UDP cannot connect",
                                "choose another port with --udp, of which both are free");
            case FORBIDDEN, FOREIGN ->
                Finding.warn(
                        TCP,
                        text + " cannot be had: clients whose networks block UDP cannot connect",
                        "see the UDP port of the same number");
        };
    }
}
