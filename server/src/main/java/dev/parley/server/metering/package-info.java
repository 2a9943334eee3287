/**
 * Turns room events into seconds: the fold, checkpoint and outbox, segments, queries, the CSV, explanations and replay
 * (spec/20, DESIGN §3). It knows rooms only by their events and storage only by its own ports; it must not know HTTP
 * nor the media engine.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.metering;
