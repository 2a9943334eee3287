package dev.parley.server.transport.udp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A kind of port that works on this machine, for tests that hold for each. */
record PortKind(String name, DatagramPorts ports) {

    /** The portable one, and those of Linux where they work. */
    static Stream<PortKind> available() {
        List<PortKind> kinds = new ArrayList<>();
        kinds.add(new PortKind("portable", DatagramPorts.portable("tested")));
        LinuxProbe.Finding finding = LinuxProbe.run();
        if (finding.works()) {
            kinds.add(new PortKind("linux, one by one", DatagramPorts.linux(LinuxSocketCalls::new, false, "tested")));
        }
        if (finding.joins()) {
            kinds.add(new PortKind("linux", DatagramPorts.linux(LinuxSocketCalls::new, true, "tested")));
        }
        return kinds.stream();
    }

    @Override
    public String toString() {
        return name;
    }
}
