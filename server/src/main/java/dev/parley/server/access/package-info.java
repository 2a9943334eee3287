/**
 * Who may call the cloud API: accounts and their keys, later sub-users, policies and decisions. It must not know HTTP
 * nor what the actions do.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.access;
