package dev.parley.server.actions;

import java.time.Instant;

/**
 * Who calls, and when.
 *
 * @param accountId the account whose key signed the call
 * @param region as given, or the server's home region
 * @param requestId names the call in the answer and the log
 * @param now the instant the call was accepted; the only clock an action needs
 */
public record Call(long accountId, String region, String requestId, Instant now) {}
