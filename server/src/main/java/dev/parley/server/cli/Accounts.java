package dev.parley.server.cli;

/** The accounts a server begins with. */
public final class Accounts {

    /** The account (uin) that owns what is created without naming another. */
    public static final long FIRST = 100_000_000_001L;

    private Accounts() {}
}
