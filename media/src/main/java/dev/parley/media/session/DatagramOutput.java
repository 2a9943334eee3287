package dev.parley.media.session;

/** Where the engine puts what it wants sent; called on the owner thread, must not keep {@code data}. */
@FunctionalInterface
public interface DatagramOutput {

    void send(byte[] data, int offset, int length, Path path);
}
