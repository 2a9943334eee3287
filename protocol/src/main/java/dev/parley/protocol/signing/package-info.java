/**
 * The two signatures of the cloud API, TC3-HMAC-SHA256 and the older HMAC, checked and made (spec/02). Both are
 * functions of a request as received and a secret. It must not know whose the secret is, what the time is, nor any HTTP
 * library.
 */
@org.jspecify.annotations.NullMarked
package dev.parley.protocol.signing;
