/**
 * RTCP (RFC 3550 section 6, RFC 4585, RFC 5104, REMB): reading compound packets, writing them, and the reception
 * figures that go into them. It must not know which room, publisher or subscription a report is about.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.media.rtcp;
