package dev.parley.server.access.policy;

/** What a statement does when it matches. */
public enum Effect {
    ALLOW,
    DENY
}
