/**
 * The demo: a meeting of built-in participants on a running server, and what its usage answer says about them. It talks
 * to the server over its doors alone and must not know how it is put together.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.demo;
