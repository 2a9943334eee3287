package dev.parley.server.access;

/** Where access is kept; other processes may change it meanwhile. Safe for use by any thread. */
public interface AccessStore {

    /** Grows at least with each change made through this process; asking costs next to nothing. */
    long localChanges();

    /** Grows with each change by anybody. */
    long revision();

    /** Reads one consistent state. */
    AccessRecords load();
}
