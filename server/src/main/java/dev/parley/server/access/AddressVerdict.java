package dev.parley.server.access;

/** What an account's address lists say about where a call comes from (spec/01 §8 step 9). */
public enum AddressVerdict {
    ALLOWED,
    /** {@code IpInBlacklist}. */
    IN_DENY_LIST,
    /** {@code IpNotInWhitelist}. */
    NOT_IN_ALLOW_LIST
}
