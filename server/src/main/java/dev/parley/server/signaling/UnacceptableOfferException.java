package dev.parley.server.signaling;

/** A readable offer that we cannot answer as a whole (422, spec/15 §3.4); the message says what to offer instead. */
final class UnacceptableOfferException extends RuntimeException {

    UnacceptableOfferException(String message) {
        super(message);
    }
}
