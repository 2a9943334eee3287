package dev.parley.bench.media;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.rtp.RtpWriter;
import dev.parley.media.srtp.SrtpMasterKey;
import dev.parley.media.srtp.SrtpProfile;
import dev.parley.media.srtp.SrtpSender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What cannot be saved for each packet: one encryption of 1,200 bytes, and one send of a datagram to another socket of
 * this machine. Nanoseconds of processor time of one thread, medians of {@link #SLICES}.
 */
record PhysicalFloor(double protectNanos, double sendNanos) {

    private static final int SLICES = 15;
    private static final int PACKET = 1_200;
    private static final int PROTECTED = 100_000;
    private static final int RECEIVERS = 32;

    /** For each receiver between two times it is emptied: its buffer holds more. */
    private static final int ROUNDS = 16;

    private static final int SENDS = 100;

    static PhysicalFloor measure(String srtp) throws IOException {
        SrtpProfile profile = srtp.equals("cm") ? SrtpProfile.AES_CM_128_HMAC_SHA1_80 : SrtpProfile.AEAD_AES_128_GCM;
        return new PhysicalFloor(protect(profile), send());
    }

    private static double protect(SrtpProfile profile) {
        SrtpSender sender = new SrtpSender(
                new SrtpMasterKey(profile, new byte[SrtpProfile.KEY_LENGTH], new byte[profile.saltLength()]));
        byte[] packet = new byte[PACKET];
        byte[] sealed = new byte[PACKET + SrtpSender.MAX_RTP_OVERHEAD];
        new RtpWriter().start(packet, 0, 96, false, 0, 0, 1).finish();
        double[] slices = new double[SLICES];
        int sequence = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            long before = processorTime();
            for (int count = 0; count < PROTECTED; count++) {
                RtpHeader.setSequence(packet, 0, sequence++);
                sender.protectRtp(packet, PACKET, sealed, 0);
            }
            slices[slice] = (double) (processorTime() - before) / PROTECTED;
        }
        return median(slices);
    }

    private static double send() throws IOException {
        List<DatagramChannel> receivers = new ArrayList<>();
        try (DatagramChannel sender = DatagramChannel.open()) {
            for (int count = 0; count < RECEIVERS; count++) {
                DatagramChannel receiver = DatagramChannel.open();
                receivers.add(receiver);
                receiver.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                receiver.configureBlocking(false);
            }
            return send(sender, receivers);
        } finally {
            for (DatagramChannel receiver : receivers) {
                receiver.close();
            }
        }
    }

    private static double send(DatagramChannel sender, List<DatagramChannel> receivers) throws IOException {
        ByteBuffer packet = ByteBuffer.allocateDirect(PACKET);
        double[] slices = new double[SLICES];
        for (int slice = 0; slice < SLICES; slice++) {
            long used = 0;
            for (int count = 0; count < SENDS; count++) {
                long before = processorTime();
                for (DatagramChannel receiver : receivers) {
                    for (int round = 0; round < ROUNDS; round++) {
                        packet.clear();
                        sender.send(packet, receiver.getLocalAddress());
                    }
                }
                used += processorTime() - before;
                empty(receivers, packet);
            }
            slices[slice] = (double) used / (SENDS * ROUNDS * RECEIVERS);
        }
        return median(slices);
    }

    private static void empty(List<DatagramChannel> receivers, ByteBuffer packet) throws IOException {
        for (DatagramChannel receiver : receivers) {
            do {
                packet.clear();
            } while (receiver.receive(packet) != null);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Microseconds for each packet without merging several into one send. */
    double micros() {
        return (protectNanos + sendNanos) / 1e3;
    }
}
