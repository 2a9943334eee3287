package dev.parley.server.cli.doctor;

import dev.parley.server.cli.doctor.Listener.Door;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who could reach the server, from where. */
final class AddressChecks {

    private static final String MEDIA = "media address";
    private static final String HTTP = "http address";
    private static final String OPERATIONS = "operations address";
    private static final int MOST_SHOWN = 4;

    private AddressChecks() {}

    static List<Finding> examine(Plan plan, Machine machine) {
        List<Finding> findings = new ArrayList<>();
        if (!plan.announced().isEmpty()) {
            findings.add(announced(plan, machine));
        } else if (!plan.media().address().isUnresolved()) {
            findings.add(listening(plan, machine));
        }
        http(plan).ifPresent(findings::add);
        operations(plan).ifPresent(findings::add);
        return findings;
    }

    private static Finding listening(Plan plan, Machine machine) {
        InetAddress bound = plan.media().address().getAddress();
        if (bound.isLoopbackAddress()) {
            return Finding.note(
                    MEDIA,
                    "media arrives at " + Addresses.text(bound) + ", which only this machine reaches",
                    "for others: --udp 0.0.0.0:" + plan.media().port());
        }
        List<InetAddress> told = bound.isAnyLocalAddress() ? told(machine) : List.of(bound);
        if (told.stream().anyMatch(address -> !Addresses.isPrivate(address))) {
            return Finding.ok(MEDIA, "clients are told " + list(told));
        }
        return Finding.warn(
                MEDIA,
                "clients are told " + list(told) + ", which the internet cannot reach",
                "if it shall: --announce PUBLIC-IP, and let UDP and TCP port "
                        + plan.media().port() + " through to this machine");
    }

    /** In the order a server on a wildcard address tells them. */
    private static List<InetAddress> told(Machine machine) {
        return machine.addresses().stream()
                .filter(address -> !address.isLinkLocalAddress())
                .sorted(Comparator.comparing((InetAddress address) -> address.isLoopbackAddress())
                        .thenComparing(address -> !(address instanceof Inet4Address)))
                .toList();
    }

    private static String list(List<InetAddress> addresses) {
        String shown = addresses.stream().limit(MOST_SHOWN).map(Addresses::text).collect(Collectors.joining(", "));
        int more = addresses.size() - MOST_SHOWN;
        return shown.isEmpty() ? "no address at all" : more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static Finding announced(Plan plan, Machine machine) {
        List<InetAddress> addresses = plan.announced();
        String told = "clients are told " + list(addresses);
        if (addresses.stream().allMatch(Addresses::isPrivate)) {
            return Finding.warn(
                    MEDIA,
                    told + ", which the internet cannot reach",
                    "announce a public address, unless all clients are in that network");
        }
        boolean own = machine.addresses().containsAll(addresses);
        return own
                ? Finding.ok(MEDIA, told)
                : Finding.note(
                        MEDIA,
                        told + "; not all are this machine's own",
                        "let UDP and TCP port " + plan.media().port() + " of them through to this machine");
    }

    private static Optional<Finding> http(Plan plan) {
        Optional<Listener> plain = plan.listener(Door.HTTP).filter(listener -> !listener.isLocal());
        boolean reached = plan.listener(Door.HTTPS)
                .filter(listener -> !listener.isLocal())
                .isPresent();
        if (plain.isEmpty()) {
            return reached
                    ? Optional.empty()
                    : Optional.of(Finding.note(
                            HTTP,
                            "only this machine can call the API, publish or play",
                            "for others: --tls-certificate and --tls-key with --set http.tls.listen=0.0.0.0:9443,"
                                    + " or a proxy here that keeps the Host header"));
        }
        return Optional.of(
                reached
                        ? Finding.note(
                                HTTP,
                                "beside HTTPS, calls to " + plain.get() + " cross the network unencrypted",
                                "switch plain HTTP off with --set http.listen= or keep it to 127.0.0.1")
                        : Finding.warn(
                                HTTP,
                                "calls and answers cross the network unencrypted, and browsers refuse cameras to such"
                                        + " pages",
                                "give --tls-certificate and --tls-key, or put a proxy with TLS in front"));
    }

    /** The pages tell everybody who asks about rooms, users and calls. */
    private static Optional<Finding> operations(Plan plan) {
        return plan.listener(Door.OPERATIONS)
                .filter(listener -> !listener.isLocal())
                .map(listener -> Finding.warn(
                        OPERATIONS,
                        "whoever reaches " + listener + " sees rooms, users and calls without a password",
                        "set operations.listen to an address of a network of your own, or let a firewall guard it"));
    }
}
