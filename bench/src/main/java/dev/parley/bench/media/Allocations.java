package dev.parley.bench.media;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a Java process on this machine has allocated so far, asked over its own management interface. */
final class Allocations implements AutoCloseable {

    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final List<Double> perSecond = new ArrayList<>();
    private long lastBytes;
    private long lastTime = System.nanoTime();

    @SuppressWarnings("BanJNDI") // the address is that of a process we started ourselves
    Allocations(long pid) throws IOException {
        String address;
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            address = machine.startLocalManagementAgent();
            machine.detach();
        } catch (AttachNotSupportedException notJava) {
            throw new IOException(notJava);
        }
        connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        threads = ManagementFactory.newPlatformMXBeanProxy(
                connector.getMBeanServerConnection(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        lastBytes = bytes();
    }

    /** Notes what was allocated since it was noted last; meant to be called each second. */
    void note() {
        long bytes = bytes();
        long now = System.nanoTime();
        perSecond.add((bytes - lastBytes) * 1e9 / (now - lastTime));
        lastBytes = bytes;
        lastTime = now;
    }

    /** Bytes a second, the median of what was noted: the seconds of joining and leaving are fewer. */
    double median() {
        return perSecond.isEmpty() ? 0 : perSecond.stream().sorted().toList().get(perSecond.size() / 2);
    }

    /** By all platform threads since the start, those that have ended included. */
    private long bytes() {
        return threads.getTotalThreadAllocatedBytes();
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
