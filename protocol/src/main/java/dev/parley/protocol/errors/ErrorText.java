package dev.parley.protocol.errors;

/**
 * What the catalogue says about a code.
 *
 * @param when the situation it is answered in
 * @param advice what the caller can do
 */
record ErrorText(Message message, String when, String advice) {}
