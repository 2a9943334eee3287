/**
 * The actions that relay or mix the streams of a room to addresses and other rooms (spec/31). They turn a call into a
 * description of a task. They must not know how media is mixed or pushed.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.actions.relay;
