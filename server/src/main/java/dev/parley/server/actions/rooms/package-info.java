/**
 * The actions that act on rooms and on the users in them (spec/11). They turn a call into orders to rooms and answer
 * when those are carried out. They must not know how a room works.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.actions.rooms;
