/**
 * The HTTP door of the cloud API: reads a request, authenticates, limits, dispatches it to an action and writes the
 * envelope, always in the order of spec/01 §8. Jetty is known here and at the other doors only. It must not know what
 * actions do.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.gateway;
