/**
 * The command line: each command one class, talking to a server over its doors or to a data directory through the
 * storage ports. It must not know how the server is put together.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.cli;
