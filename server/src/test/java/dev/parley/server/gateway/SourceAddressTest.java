package dev.parley.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.access.policy.AddressRange;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a call is said to come from, since address lists, policies and limits believe it. */
class SourceAddressTest {

    private static final String PROXY = "10.0.0.1";
    private static final List<String> TRUSTED = List.of("10.0.0.0/8");

    @Test
    void anAddressOfTheNewerKindIsOneThatListsAndPoliciesRead() {
        String peer = SourceAddress.peer(new InetSocketAddress("2001:db8::7", 4000));

        assertThat(AddressRange.read("2001:db8::/32").orElseThrow().contains(peer))
                .as(peer)
                .isTrue();
        assertThat(SourceAddress.peer(new InetSocketAddress("192.0.2.1", 4000))).isEqualTo("192.0.2.1");
    }

    @Test
    void whatACallerPutsBeforeItNeverHidesTheAddressAProxySaw() {
        String filling = "203.0.113.9, ".repeat(1000);

        assertThat(SourceAddress.of(PROXY, filling + "198.51.100.1", TRUSTED)).isEqualTo("198.51.100.1");
        assertThat(SourceAddress.of(PROXY, "x".repeat(5000) + ",198.51.100.1", TRUSTED))
                .isEqualTo("198.51.100.1");
        assertThat(SourceAddress.of(PROXY, "x".repeat(5000), TRUSTED)).isEqualTo(PROXY);
    }

    @Test
    void aNetworkIsNobodysAddress() {
        assertThat(SourceAddress.of(PROXY, "203.0.113.0/24, 10.0.0.2", TRUSTED)).isEqualTo("10.0.0.2");
    }

    @Test
    void onlyTrustedProxiesAreBelieved() {
        assertThat(SourceAddress.of("192.0.2.1", "203.0.113.9", TRUSTED)).isEqualTo("192.0.2.1");
        assertThat(SourceAddress.of(PROXY, "203.0.113.9", List.of())).isEqualTo(PROXY);
        assertThat(SourceAddress.of(PROXY, "203.0.113.9, 198.51.100.1, 10.1.1.1", TRUSTED))
                .isEqualTo("198.51.100.1");
    }
}
