package dev.parley.server.transport.udp;

import java.lang.foreign.MemorySegment;

/**
 * The system calls of the Linux port, so that tests can refuse them. Each returns what the call does, or the negative
 * error number when it failed; none blocks.
 */
interface SocketCalls {

    int EIO = 5;
    int EAGAIN = 11;
    int EINVAL = 22;
    int ENOSYS = 38;
    int EMSGSIZE = 90;

    /** {@code sendmmsg}: how many of {@code count} messages were sent. */
    int sendMany(int descriptor, MemorySegment messages, int count);

    /** {@code sendmsg}: the bytes of the one message that were sent. */
    int sendOne(int descriptor, MemorySegment message);

    /** {@code recvmmsg}: how many of {@code count} messages were filled. */
    int receiveMany(int descriptor, MemorySegment messages, int count);

    /** {@code getsockname}: zero; {@code length} in and out. */
    int localAddress(int descriptor, MemorySegment address, MemorySegment length);

    /** {@code getsockopt}: zero; {@code length} in and out. */
    int option(int descriptor, int level, int name, MemorySegment value, MemorySegment length);

    /** {@code setsockopt}: zero. */
    int setOption(int descriptor, int level, int name, MemorySegment value);
}
