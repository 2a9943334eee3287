package dev.parley.server.metering;

/** Receives counted seconds of one room. */
@FunctionalInterface
public interface SecondsSink {

    /**
     * @param minute minutes since the epoch
     * @param robot whether sessions of robots produced them (MET-14)
     * @param seconds session-seconds, more than 60 when several sessions share a tier
     */
    void add(long minute, boolean robot, Tier tier, long seconds);
}
