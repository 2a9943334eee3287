/**
 * What {@code parley doctor} looks at before a server runs on a machine, and what it advises. Each check is a function
 * of a plan and a {@link Machine}, so that broken machines can be made up in tests. It must not know the server's
 * parts, nor change anything on the machine.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.cli.doctor;
