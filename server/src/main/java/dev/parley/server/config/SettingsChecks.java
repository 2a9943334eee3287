package dev.parley.server.config;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is wrong with values that are well formed: those that mean nothing, and those that contradict each other. */
final class SettingsChecks {

    private static final Pattern NETWORK = Pattern.compile("([0-9a-fA-F:.]+)/(\\d{1,3})");
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-z0-9.-]+(:\\d{1,5})?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?");
    /** RFC 7064 and RFC 7065, without what nobody writes. */
    private static final String ICE_SERVER = "s?:([A-Za-z0-9.-]+|\\[[0-9a-fA-F:.]+])(:\\d{1,5})?";

    private static final Pattern TURN = Pattern.compile("turn" + ICE_SERVER + "(\\?transport=(udp|tcp))?");
    private static final Pattern STUN = Pattern.compile("stun" + ICE_SERVER);

    /** Browsers take longer to find a way with each server, and begin to warn at five. */
    private static final int MOST_ICE_SERVERS = 8;

    private static final int SLOT_SECONDS = 300;

    private final Settings settings;
    private final Set<String> actions;
    private final BiConsumer<List<String>, String> report;

    /**
     * @param actions the names of actions; empty leaves them unchecked
     * @param report takes the keys concerned, the likeliest culprit first, and what is wrong
     */
    SettingsChecks(Settings settings, Set<String> actions, BiConsumer<List<String>, String> report) {
        this.settings = settings;
        this.actions = actions;
        this.report = report;
    }

    void run() {
        checkOffset();
        checkTls();
        checkAddresses();
        checkSilence();
        checkActions();
        checkTurn();
        ApiSettings api = settings.api();
        each(
                "api.trusted-proxies",
                api.trustedProxies(),
                SettingsChecks::isNetwork,
                "is no network; write it like 10.0.0.0/8");
        each(
                "api.cors-origins",
                api.corsOrigins(),
                ORIGIN.asMatchPredicate(),
                "is no origin; write it like https://console.example.org");
        each(
                "api.signature.external-hosts",
                api.signature().externalHosts(),
                HOST.asMatchPredicate(),
                "is no host; write it like trtc.example.org");
    }

    /** Days begin on a boundary of the 5-minute slots that applications are counted in. */
    private void checkOffset() {
        if (settings.server().utcOffset().getTotalSeconds() % SLOT_SECONDS != 0) {
            String key = "server.utc-offset";
            report.accept(
                    List.of(key),
                    key + " is \"" + settings.server().utcOffset() + "\": write a multiple of five minutes");
        }
    }

    private void checkTls() {
        HttpSettings.Tls tls = settings.http().tls();
        if ((tls.certificate() == null) != (tls.key() == null)) {
            report.accept(
                    List.of("http.tls.certificate", "http.tls.key"),
                    "http.tls needs both certificate and key, or neither; "
                            + (tls.key() == null ? "http.tls.key" : "http.tls.certificate") + " is missing");
        }
    }

    private void checkAddresses() {
        HostPort http = settings.http().listen();
        if (http == null && !settings.http().tls().enabled()) {
            report.accept(
                    List.of("http.listen"),
                    "http.listen is empty and http.tls has no certificate: nothing would listen; give one of them");
        }
        requireApart("operations.listen", settings.operations().listen(), "http.listen", http);
        if (settings.http().tls().enabled()) {
            HostPort https = settings.http().tls().listen();
            requireApart("http.tls.listen", https, "http.listen", http);
            requireApart("operations.listen", settings.operations().listen(), "http.tls.listen", https);
        }
    }

    private void requireApart(String key, @Nullable HostPort address, String otherKey, @Nullable HostPort other) {
        if (address != null && address.port() != 0 && address.equals(other)) {
            report.accept(
                    List.of(key, otherKey), key + " is \"" + address + "\": " + otherKey + " has that address already");
        }
    }

    private void checkSilence() {
        Duration lost = settings.rooms().suspectAfter();
        checkSilence(lost, "rooms.whip-timeout", settings.rooms().whipTimeout());
        checkSilence(lost, "rooms.user-timeout", settings.rooms().userTimeout());
    }

    private void checkSilence(Duration lost, String key, Duration removed) {
        if (lost.compareTo(removed) >= 0) {
            report.accept(
                    List.of("rooms.suspect-after", key),
                    "rooms.suspect-after is \"" + DurationText.of(lost) + "\": write less than " + key + ", "
                            + DurationText.of(removed));
        }
    }

    private void checkActions() {
        for (String name :
                new TreeSet<>(settings.api().limits().callsPerSecond().keySet())) {
            if (!actions.isEmpty() && !actions.contains(name)) {
                String key = "api.limits.calls-per-second";
                report.accept(
                        List.of(key), key + "." + name + ": there is no such action" + Suggestion.text(name, actions));
            }
        }
    }

    private void checkTurn() {
        TurnSettings turn = settings.turn();
        checkIceServers("turn.uris", turn.uris(), TURN, "turn:turn.example.org:3478?transport=udp");
        checkIceServers("turn.stun-uris", turn.stunUris(), STUN, "stun:stun.example.org:3478");
        if (!turn.uris().isEmpty() && turn.secretFile() == null) {
            report.accept(
                    List.of("turn.uris", "turn.secret-file"),
                    "turn.uris needs turn.secret-file, which credentials are made from");
        }
    }

    private void checkIceServers(String key, List<String> uris, Pattern form, String example) {
        each(key, uris, form.asMatchPredicate(), "is no such server; write it like " + example);
        if (uris.size() > MOST_ICE_SERVERS) {
            report.accept(List.of(key), key + " holds " + uris.size() + " servers: write at most " + MOST_ICE_SERVERS);
        }
    }

    private void each(String key, List<String> items, Predicate<String> good, String wrong) {
        for (String item : items) {
            if (!good.test(item)) {
                report.accept(List.of(key), key + " holds \"" + item + "\", which " + wrong);
            }
        }
    }

    private static boolean isNetwork(String text) {
        Matcher parts = NETWORK.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        try {
            int bits = InetAddress.ofLiteral(parts.group(1)).getAddress().length * Byte.SIZE;
            return Integer.parseInt(parts.group(2)) <= bits;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
