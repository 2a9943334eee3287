package dev.parley.media.forward;

/**
 * From where on a player may enter a stream that it waits for. A key frame whose packets passed before that may have
 * been shown already, by an earlier way from the same stream; when one of them comes late it begins nothing.
 *
 * @param generation of the stream, as it was then
 * @param newest the packet that was the newest then
 */
record Entrance(long generation, long newest) {

    /** Behind all that the stream has brought so far. */
    static Entrance behind(IncomingTrack source) {
        return new Entrance(source.generation(), source.newest());
    }

    boolean admits(IncomingTrack source, MediaPacket packet) {
        return source.generation() != generation || packet.sequence() > newest;
    }
}
