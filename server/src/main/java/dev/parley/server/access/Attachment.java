package dev.parley.server.access;

/**
 * A policy that counts for a user or a group.
 *
 * @param policy the name of a preset or of a custom policy of the account
 */
public record Attachment(long accountId, String policy, PolicyHolder holder) {}
