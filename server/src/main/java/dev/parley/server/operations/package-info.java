/**
 * What operators see of a running server: measurements, the audit trail of calls, whether it is ready and why not, and
 * status pages to read with curl. Everything here looks on and changes nothing. It must not know HTTP libraries, how
 * things are stored, or how the server is put together.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.operations;
