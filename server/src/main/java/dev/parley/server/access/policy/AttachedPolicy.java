package dev.parley.server.access.policy;

/**
 * A policy that counts for a user.
 *
 * @param name the policy's
 * @param attachedTo for people: {@code user alice} or {@code group support}
 */
public record AttachedPolicy(String name, String attachedTo, Policy policy) {}
