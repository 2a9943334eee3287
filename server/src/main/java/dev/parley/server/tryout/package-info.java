/**
 * The page on which people try rooms: its files, as they were built into the class path, and the tickets that it may
 * ask for. Whether a ticket is given is decided here from where the request came. It must not know HTTP types, rooms'
 * insides nor how applications are stored.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.tryout;
