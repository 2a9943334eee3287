/**
 * What all stores have in common: how they say that a data directory cannot be used or that storage failed. Adapters
 * live in packages named after their technology. This package must not know what is stored.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.storage;
