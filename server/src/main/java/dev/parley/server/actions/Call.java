package dev.parley.server.actions;

import java.time.Instant;

/**
 * Who calls, and when.
 *
 * @param accountId the account in whose name it is made
 * @param uin the user whose key signed it, a sub-user or the account itself
 * @param region as given, or the server's home region
 * @param requestId names the call in the answer and the log
 * @param now the instant the call was accepted; the only clock an action needs
 */
public record Call(long accountId, long uin, String region, String requestId, Instant now) {}
