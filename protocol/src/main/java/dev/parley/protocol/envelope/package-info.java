/**
 * The answer of every call: one {@code Response} object with the members of an answer record or an error, and always a
 * request id (spec/01 §7). It must not know HTTP nor which action answers.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol.envelope;
