/**
 * Encoded media at rest: IVF and Ogg Opus files read into frames, and clips of such frames played as RTP in real time.
 * It must not know rooms, tracks or sockets, and it decodes nothing.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.container;
