/**
 * Media servers under equal load, one beside the other: what each needs for a packet it forwards, how much it carries,
 * and how late packets are. Servers and generator are programs of their own; this knows them by their command lines,
 * results and processes.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.bench.media;
