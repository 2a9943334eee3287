/**
 * The actions that answer what happened in rooms and how well it went (spec/22). They turn periods and pages into
 * questions to the history. They must not know how it is recorded or stored.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.actions.monitoring;
