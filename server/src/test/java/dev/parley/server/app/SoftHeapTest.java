package dev.parley.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class SoftHeapTest {

    private static final long GIB = 1L << 30;

    @Test
    void aTenthIsEnoughForLargeHeapsAndSmallOnesMayBeFilled() {
        assertThat(SoftHeap.of(20 * GIB)).isEqualTo(2 * GIB);
        assertThat(SoftHeap.of(2 * GIB)).isEqualTo(GIB / 2);
        assertThat(SoftHeap.of(GIB / 4)).isEqualTo(GIB / 4);
    }

    @Test
    void theVirtualMachineTakesIt() {
        SoftHeap.limit();
        assertThat(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .getVMOption("SoftMaxHeapSize")
                        .getValue())
                .isEqualTo(String.valueOf(SoftHeap.of(Runtime.getRuntime().maxMemory())));
    }
}
