package dev.parley.server.load;

import java.io.IOException;
import java.net.InetAddress;

/** A server under load, as its clients see it. Blocks; for any number of threads. */
interface Target extends AutoCloseable {

    /** Where its doors are, to choose local addresses by. */
    InetAddress address();

    /** Makes sure that it is there and takes us, before anybody else comes. */
    void check() throws IOException;

    /**
     * Lets a publisher into a room.
     *
     * @param room from 0
     * @param publisher in that room, from 0
     * @throws IOException when the server refuses or does not answer; the message says what to do
     */
    Agreement publish(int room, int publisher, LocalEnd local) throws IOException;

    /**
     * Lets a subscriber in to play one publisher.
     *
     * @param subscriber in that room, from 0
     */
    Agreement play(int room, int publisher, int subscriber, LocalEnd local) throws IOException;

    /** Lets go of what the target itself holds. */
    @Override
    void close();
}
