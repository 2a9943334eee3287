/**
 * One UDP port in batches, twice: one system call for each datagram, which runs everywhere, and many datagrams in one
 * call, which runs on Linux. It must not know who is behind an address, nor what is in a datagram.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.transport.udp;
