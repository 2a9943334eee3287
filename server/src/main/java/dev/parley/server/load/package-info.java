/**
 * The load generator, {@code parley load}: publishers and subscribers by the thousand over real ICE, DTLS and SRTP, and
 * what became of their packets. It measures a server it knows by its addresses alone, Parley or Janus; of the server's
 * own packages it must know nothing but how a ticket, a setting's duration and an HTTP client look, and how delays are
 * counted.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.load;
