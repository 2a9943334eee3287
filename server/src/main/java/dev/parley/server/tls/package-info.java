/**
 * Certificates and keys for TLS as operators have them: PEM files that are checked when they are read and may be
 * replaced while the server runs. It turns them into the contexts that new connections are made with. It must not know
 * who listens, nor what is said over a connection.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.tls;
