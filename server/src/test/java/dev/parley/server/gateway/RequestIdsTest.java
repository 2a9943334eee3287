package dev.parley.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

    @Test
    void areFreshUuidsOfVersion4() {
        RequestIds ids = new RequestIds(new SecureRandom());
        Set<String> seen = new HashSet<>();
        for (int call = 0; call < 1000; call++) {
            String id = ids.get();
            UUID uuid = UUID.fromString(id);
            assertThat(uuid.version()).isEqualTo(4);
            assertThat(uuid.variant()).isEqualTo(2);
            assertThat(id).isEqualTo(uuid.toString());
            assertThat(seen.add(id)).isTrue();
        }
    }
}
