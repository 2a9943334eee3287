package dev.parley.server.tryout;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorTest {

    private static final String HOST = "127.0.0.1:9000";

    private static Visitor visitor(String peer, String host, @Nullable String origin, @Nullable String site) {
        return new Visitor(InetAddress.ofLiteral(peer), host, "http", origin, site, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:9000", "127.0.0.1", "127.0.0.1:9000", "[::1]", "[::1]:9000"})
    void aPageOfThisServerOnThisMachineIsKnown(String host) {
        assertThat(visitor("127.0.0.1", host, "http://" + host, "same-origin").isOnThisMachine())
                .isTrue();
        assertThat(visitor("::1", host, null, null).isOnThisMachine()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "10.0.0.1", "2001:db8::7", "0.0.0.0"})
    void othersAreKnownByTheirAddress(String peer) {
        assertThat(visitor(peer, HOST, null, null).isOnThisMachine()).isFalse();
    }

    /** A name of somebody else's that was made to lead to 127.0.0.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.1:9000:1", "::1"
            })
    void aNameThatOnlyLeadsHereIsNotThisMachine(String host) {
        assertThat(visitor("127.0.0.1", host, "http://" + host, null).isOnThisMachine())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "http://127.0.0.1:8080",
                "https://127.0.0.1:9000",
                "http://localhost:9000"
            })
    void pagesOfOtherOriginsAreNotThisServers(String origin) {
        assertThat(visitor("127.0.0.1", HOST, origin, null).isOnThisMachine()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void pagesOfOtherSitesAreNotThisServers(String site) {
        assertThat(visitor("127.0.0.1", HOST, null, site).isOnThisMachine()).isFalse();
    }

    @Test
    void whatWasPassedOnMayComeFromAnywhere() {
        Visitor direct = visitor("127.0.0.1", HOST, null, null);
        Visitor forwarded = new Visitor(direct.peer(), HOST, "http", null, null, true);

        assertThat(direct.isOnThisMachine()).isTrue();
        assertThat(forwarded.isOnThisMachine()).isFalse();
        assertThat(new Visitor(null, HOST, "http", null, null, false).isOnThisMachine())
                .isFalse();
    }
}
