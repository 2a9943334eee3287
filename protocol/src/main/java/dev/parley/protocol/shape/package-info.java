/**
 * What a request or answer looks like on the wire, read off its record: names, types, which fields are mandatory.
 * Parsing, answers and every description of an action come from here, so that nothing is listed twice. It must not know
 * values.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol.shape;
