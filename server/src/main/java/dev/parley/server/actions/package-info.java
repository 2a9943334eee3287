/**
 * What every action of the cloud API is: a record for the request, a record for the answer, and a method between them.
 * Each action lives in a class of its own name in a package beside this one. It must not know HTTP, signatures nor
 * storage.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.actions;
