package dev.parley.server.transport;

import dev.parley.media.session.PeerTransport;
import dev.parley.server.delays.DelayHistogram;
import dev.parley.server.transport.udp.DatagramPort;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A worker's counts: plain numbers of its own thread, shown to others once a second, so that counting a packet costs an
 * addition.
 */
final class TrafficCounters {

    static final long SHOW_INTERVAL_MILLIS = 1_000;

    private final String worker;
    private long packetsIn;
    private long bytesIn;
    private long packetsOut;
    private long bytesOut;
    private long rejectedOfReleased;
    private long handshakes;
    private long failedHandshakes;
    private volatile MediaTraffic shown;
    private final DelayHistogram delays = new DelayHistogram();
    private final TrafficHistory history;

    /** @param now epoch milliseconds */
    TrafficCounters(String worker, String backend, long now) {
        this.worker = worker;
        this.shown = new MediaTraffic(worker, backend, now, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        this.history = new TrafficHistory(shown);
    }

    void received(int bytes) {
        packetsIn++;
        bytesIn += bytes;
    }

    void sent(int bytes) {
        packetsOut++;
        bytesOut += bytes;
    }

    /** Packets were received, and everything they caused was sent so much later. */
    void forwarded(long nanos, int packets) {
        delays.record(nanos, packets);
    }

    void released(PeerTransport transport) {
        rejectedOfReleased += transport.rejectedPackets();
    }

    /** What was last shown; for any thread. */
    MediaTraffic shown() {
        return shown;
    }

    /** What was last shown, and how fast it grew; for any thread. */
    RecentTraffic recent() {
        return history.recent();
    }

    boolean isDue(long now) {
        return now - shown.at() >= SHOW_INTERVAL_MILLIS;
    }

    void show(long now, Collection<PeerTransport> transports, DatagramPort port, int tcpConnections) {
        long rejected = rejectedOfReleased;
        for (PeerTransport transport : transports) {
            rejected += transport.rejectedPackets();
        }
        shown = new MediaTraffic(
                worker,
                port.backend(),
                now,
                packetsIn,
                bytesIn,
                packetsOut,
                bytesOut,
                port.dropped(),
                rejected,
                handshakes,
                failedHandshakes,
                transports.size(),
                tcpConnections);
        history.add(shown, delays.figures());
    }

    /** Notes how the handshake ends, and passes everything on. */
    PeerTransport.Listener counting(PeerTransport.Listener listener) {
        return new PeerTransport.Listener() {
            private boolean connected;

            @Override
            public void onConnected(long now) {
                connected = true;
                handshakes++;
                listener.onConnected(now);
            }

            @Override
            public void onRtp(byte[] packet, int length, long now) {
                listener.onRtp(packet, length, now);
            }

            @Override
            public void onRtcp(byte[] packet, int length, long now) {
                listener.onRtcp(packet, length, now);
            }

            @Override
            public void onClosed(@Nullable Exception failure) {
                if (!connected && failure != null) {
                    failedHandshakes++;
                }
                listener.onClosed(failure);
            }
        };
    }
}
