package dev.parley.server.metering;

/** Seconds of one session by tier (MET-8). */
public record SessionSeconds(long audio, long sd, long hd, long fullHd, long twoK, long fourK) {

    static SessionSeconds of(long[] columns) {
        return new SessionSeconds(columns[0], columns[1], columns[2], columns[3], columns[4], columns[5]);
    }
}
