/**
 * The parameters of a call: JSON bodies and flattened queries read into one neutral tree, and the tree bound to the
 * record an action declares (spec/01 §2, §5). It must not know which signature or door a call came through.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol.parameters;
