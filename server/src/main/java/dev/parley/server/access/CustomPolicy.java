package dev.parley.server.access;

import java.time.Instant;

/**
 * A policy an operator wrote.
 *
 * @param name unique in its account, and no preset's
 * @param document as it was given
 */
public record CustomPolicy(long accountId, String name, String document, Instant createdAt) {}
