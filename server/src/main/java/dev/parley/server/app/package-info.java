/**
 * Where the parts become one program: the entry point, the wiring by constructors, start and orderly stop. It may know
 * everything; nothing may know it.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.app;
