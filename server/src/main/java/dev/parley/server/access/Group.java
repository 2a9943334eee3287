package dev.parley.server.access;

import java.time.Instant;
import java.util.List;

/**
 * Users who share policies.
 *
 * @param name unique in its account
 * @param members their uins, ascending
 */
public record Group(long id, long accountId, String name, List<Long> members, Instant createdAt) {

    public Group {
        members = List.copyOf(members);
    }
}
