package dev.parley.media.stun;

/**
 * Bytes that claim to be a STUN message and are not one. Carries no stack trace: anyone on the network can cause it.
 */
public final class MalformedStunException extends Exception {

    public MalformedStunException(String message) {
        super(message, null, false, false);
    }
}
