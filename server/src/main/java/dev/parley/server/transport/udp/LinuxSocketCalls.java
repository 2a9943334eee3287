package dev.parley.server.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls as the C library has them. Loading this class fails with a {@link LinkageError} where it has not, or
 * where native access is forbidden. One instance for each port: it holds the place for error numbers.
 */
@SuppressWarnings("restricted") // the one place where native functions are named
final class LinuxSocketCalls implements SocketCalls {

    private static final int MSG_DONTWAIT = 0x40;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERROR_NUMBER = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SENDMMSG =
            function("sendmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDMSG =
            function("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECVMMSG =
            function("recvmmsg", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle GETSOCKNAME =
            function("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle GETSOCKOPT =
            function("getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SETSOCKOPT =
            function("setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private final MemorySegment state;

    LinuxSocketCalls(Arena arena) {
        this.state = arena.allocate(Linker.Option.captureStateLayout());
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        MemorySegment symbol = LINKER.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + name));
        return LINKER.downcallHandle(symbol, descriptor, ERROR_NUMBER);
    }

    private int result(int returned) {
        return returned >= 0 ? returned : -(int) ERRNO.get(state, 0L);
    }

    private static IllegalStateException impossible(Throwable thrown) {
        return new IllegalStateException("a native call threw", thrown);
    }

    @Override
    public int sendMany(int descriptor, MemorySegment messages, int count) {
        try {
            return result((int) SENDMMSG.invokeExact(state, descriptor, messages, count, MSG_DONTWAIT));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int sendOne(int descriptor, MemorySegment message) {
        try {
            return result((int) (long) SENDMSG.invokeExact(state, descriptor, message, MSG_DONTWAIT));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int receiveMany(int descriptor, MemorySegment messages, int count) {
        try {
            return result(
                    (int) RECVMMSG.invokeExact(state, descriptor, messages, count, MSG_DONTWAIT, MemorySegment.NULL));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int localAddress(int descriptor, MemorySegment address, MemorySegment length) {
        try {
            return result((int) GETSOCKNAME.invokeExact(state, descriptor, address, length));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int option(int descriptor, int level, int name, MemorySegment value, MemorySegment length) {
        try {
            return result((int) GETSOCKOPT.invokeExact(state, descriptor, level, name, value, length));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }

    @Override
    public int setOption(int descriptor, int level, int name, MemorySegment value) {
        try {
            int size = (int) value.byteSize();
            return result((int) SETSOCKOPT.invokeExact(state, descriptor, level, name, value, size));
        } catch (Throwable thrown) {
            throw impossible(thrown);
        }
    }
}
