/**
 * Built-in participants: small clients that publish a clip or play somebody over real WHIP and WHEP, or take part in a
 * room over real signalling, with real ICE, DTLS and SRTP, for the demo, tests and load. They know the server only by
 * its addresses, as any client does.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.participant;
