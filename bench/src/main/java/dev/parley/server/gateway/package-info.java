/**
 * Measures what the door of the cloud API costs, beside an HTTP server that only reads and answers. It must not be part
 * of the product.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.server.gateway;
