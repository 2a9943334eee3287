/**
 * What RTP payloads of the codecs we understand say about themselves (key frames, picture sizes, picture numbers,
 * durations), and cutting encoded frames into payloads. It decodes no picture and no sound, and must not know RTP
 * headers, tracks or sockets.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.codec;
