/**
 * The settings of a server as one tree of records with defaults and units in their types, and how a file, the
 * environment and the command line fill it, strictly. Everything else about an option, from its name in files to the
 * sample, is derived from the records. It must not know who uses them.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.config;
