/**
 * The actions that play a network source into a room (spec/32). They turn a call into an order to the tasks that do it.
 * They must not know how media is read or sent.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.actions.ingest;
