/**
 * Many built-in participants in a server that runs as a program of its own: what every one of them must be told is
 * counted, and what the server needs for each. It knows the server by its doors and its process alone.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.bench.rooms;
