/**
 * The stores of a single server: SQLite files in a private data directory, one writer and a few readers each, and the
 * ports of the domain packages on top of them. It must not know HTTP, media nor what an answer looks like.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.storage.sqlite;
