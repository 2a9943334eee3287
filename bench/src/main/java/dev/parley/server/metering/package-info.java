/**
 * Measures usage queries beside PostgreSQL on the same seeded day. It lies in the package it measures so that it can
 * write segments; it must not be shipped.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.metering;
