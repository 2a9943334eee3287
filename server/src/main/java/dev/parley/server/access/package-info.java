/**
 * Who may call the cloud API: accounts, their users, keys and address lists, and what is decided for them from memory
 * while others change it on the disk. It must not know HTTP nor what the actions do.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.access;
