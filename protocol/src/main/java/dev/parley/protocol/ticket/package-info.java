/**
 * The tickets of clients: UserSig proves who a user is, PrivateMapKey what the user may do in one room (spec/05). Both
 * are made and checked here from an application's secret alone. It must not know rooms, sessions, settings nor clocks.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol.ticket;
