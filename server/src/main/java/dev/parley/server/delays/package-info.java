/**
 * How long things took, counted by the million without keeping any of them, and told in percentiles. It must not know
 * what was timed, nor by which clock.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.delays;
