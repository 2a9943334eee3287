/**
 * The settings of a server as one tree of records with defaults and units in their types. It must not know who uses
 * them.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.config;
