package dev.parley.server.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownPathsTest {

    private final KnownPaths known = new KnownPaths();

    private UdpPath find(UdpPath path) {
        return known.of(path.high(), path.low(), path.port(), path.scope());
    }

    @Test
    void findsWhatWasAddedAndMakesWhatWasNot() {
        UdpPath path = UdpPath.ofIpv4(0x0a000001, 4_000);
        assertThat(find(path)).isEqualTo(path).isNotSameAs(path);

        known.add(path);
        known.add(UdpPath.ofIpv4(0x0a000001, 4_000));

        assertThat(find(path)).isSameAs(path);
        assertThat(find(UdpPath.ofIpv4(0x0a000001, 4_001))).isNotEqualTo(path);
        assertThat(known.size()).isEqualTo(1);
    }

    @Test
    void tellsInterfacesOfALinkLocalAddressApart() {
        UdpPath here = new UdpPath(0xfe80L << 48, 1, 4_000, 2);
        known.add(here);

        assertThat(known.of(0xfe80L << 48, 1, 4_000, 3)).isNotEqualTo(here);
    }

    @Test
    void behavesLikeAMapWhateverIsAddedAndRemoved() {
        long seed = Long.getLong("parley.seed", System.nanoTime());
        System.out.println("parley.seed=" + seed);
        Random random = new Random(seed);
        List<UdpPath> all = new ArrayList<>();
        for (int number = 0; number < 600; number++) {
            all.add(new UdpPath(random.nextInt(3), random.nextInt(100), random.nextInt(5), 0));
        }
        Map<UdpPath, UdpPath> model = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            UdpPath path = all.get(random.nextInt(all.size()));
            // Fills up, then empties again.
            if (random.nextInt(20_000) > step) {
                known.add(path);
                model.putIfAbsent(path, path);
            } else {
                known.remove(path);
                model.remove(path);
            }
            assertThat(known.size()).isEqualTo(model.size());
            UdpPath asked = all.get(random.nextInt(all.size()));
            UdpPath expected = model.get(asked);
            if (expected == null) {
                assertThat(find(asked)).isEqualTo(asked).isNotSameAs(find(asked));
            } else {
                assertThat(find(asked)).isSameAs(expected);
            }
        }
    }
}
