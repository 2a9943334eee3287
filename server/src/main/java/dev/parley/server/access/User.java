package dev.parley.server.access;

import java.time.Instant;

/**
 * A sub-user of an account (spec/04 §1).
 *
 * @param uin its own number
 * @param name unique in its account
 * @param enabled false makes all its keys unknown
 */
public record User(long uin, long accountId, String name, boolean enabled, Instant createdAt) {}
