/**
 * The error codes of the cloud API as data, and the exception that carries one to the envelope (spec/03). Which action
 * may answer which code is decided here by rule, from the list an action declares. It must not know any action.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol.errors;
