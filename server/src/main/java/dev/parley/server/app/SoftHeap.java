package dev.parley.server.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;

/**
 * What the heap may grow to before it is collected. Left alone, the collector takes all that it may have before it
 * works, and a busy server holds gigabytes of garbage, a new page for each packet: at 96,000 packets a second that cost
 * a tenth of the processor's time. The heap still grows beyond this limit when what lives needs it.
 */
final class SoftHeap {

    private static final String OPTION = "SoftMaxHeapSize";

    /** Less would cost collections that nobody gains from. */
    private static final long LEAST = 512L << 20;

    private SoftHeap() {}

    /** Sets the limit for this process, unless it was started with one ({@code -XX:SoftMaxHeapSize}). */
    static void limit() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (machine.getVMOption(OPTION).getOrigin() != VMOption.Origin.VM_CREATION) {
            machine.setVMOption(OPTION, String.valueOf(of(Runtime.getRuntime().maxMemory())));
        }
    }

    /**
     * The limit of a process.
     *
     * @param most bytes that its heap may have at all
     */
    static long of(long most) {
        return Math.min(most, Math.max(LEAST, most / 10));
    }
}
