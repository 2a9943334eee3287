package dev.parley.server.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class UdpPathTest {

    private static UdpPath path(String address) {
        return UdpPath.of(new InetSocketAddress(InetAddress.ofLiteral(address), 4_000));
    }

    @Test
    void anIpv4PeerIsTheSameHoweverItsAddressWasWritten() {
        UdpPath path = path("192.0.2.7");

        assertThat(path)
                .isEqualTo(new UdpPath(0, 0xffff_c000_0207L, 4_000, 0))
                .hasSameHashCodeAs(new UdpPath(0, 0xffff_c000_0207L, 4_000, 0))
                .isNotEqualTo(path("192.0.2.8"))
                .isNotEqualTo(new UdpPath(0, 0xffff_c000_0207L, 4_001, 0));
        assertThat(new UdpPath(0, 0xffff_c000_0207L, 4_000, 0).remoteAddress())
                .isEqualTo(new InetSocketAddress("192.0.2.7", 4_000));
    }

    @Test
    void keepsIpv6AddressesWithTheirInterface() throws UnknownHostException {
        assertThat(new UdpPath(0x2001_0db8L << 32, 9, 4_000, 0).remoteAddress())
                .isEqualTo(path("2001:db8::9").remoteAddress());
        byte[] local = InetAddress.ofLiteral("fe80::1").getAddress();
        UdpPath path = UdpPath.of(new InetSocketAddress(Inet6Address.getByAddress(null, local, 3), 4_000));

        assertThat(path).isEqualTo(new UdpPath(0xfe80L << 48, 1, 4_000, 3)).isNotEqualTo(path("fe80::1"));
        InetAddress made =
                new UdpPath(0xfe80L << 48, 1, 4_000, 3).remoteAddress().getAddress();
        assertThat(((Inet6Address) made).getScopeId()).isEqualTo(3);
    }

    @Test
    void refusesNames() {
        assertThatThrownBy(() -> UdpPath.of(InetSocketAddress.createUnresolved("example.org", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
