package dev.parley.media.codec;

import dev.parley.media.rtp.BigEndian;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * H.264 access units to RTP payloads of packetization mode 1 (RFC 6184): neighbouring parameter sets share a STAP-A,
 * units that are too long become FU-As of nearly equal size, all others travel alone.
 */
public final class H264Packetizer implements Packetizer {
    private static final int FU_HEADERS = 2;
    private static final int LARGEST_FRAGMENT = LARGEST_PAYLOAD - FU_HEADERS;
    private static final int HEADER_WITHOUT_TYPE = 0xE0;
    private static final int REFERENCE_IMPORTANCE = 0x60;

    /**
     * {@inheritDoc}
     *
     * @param frame one access unit as a byte stream (ITU-T H.264 annex B): NAL units behind start codes of 3 or 4 bytes
     */
    @Override
    public List<byte[]> packetize(byte[] frame, int offset, int length) {
        Packetizer.requireFrame(length);
        return packetize(unitsOfByteStream(frame, offset, offset + length));
    }

    /**
     * As {@link #packetize(byte[], int, int)}, for units behind 32-bit lengths, as RTMP and MP4 carry them.
     *
     * @throws IllegalArgumentException when a length runs past the frame
     */
    public List<byte[]> packetizeLengthPrefixed(byte[] frame, int offset, int length) {
        Packetizer.requireFrame(length);
        List<byte[]> units = new ArrayList<>();
        int end = offset + length;
        int position = offset;
        while (position < end) {
            long size = position + 4 <= end ? BigEndian.unsigned32(frame, position) : end;
            if (size > end - position - 4) {
                throw new IllegalArgumentException("a NAL unit runs past its frame");
            }
            units.add(Arrays.copyOfRange(frame, position + 4, position + 4 + (int) size));
            position += 4 + (int) size;
        }
        return packetize(units);
    }

    private static List<byte[]> unitsOfByteStream(byte[] bytes, int start, int end) {
        List<byte[]> units = new ArrayList<>();
        int unit = -1;
        for (int position = start; position + 3 <= end; position++) {
            if (BigEndian.unsigned24(bytes, position) == 1) {
                addUnit(units, bytes, unit, position);
                unit = position + 3;
                position += 2;
            }
        }
        addUnit(units, bytes, unit, end);
        return units;
    }

    /**
     * Adds the unit that began at {@code start}, if any did. It never ends in a zero byte: those belong to the next
     * start code or are trailing zeros.
     */
    private static void addUnit(List<byte[]> units, byte[] bytes, int start, int end) {
        if (start < 0) {
            return;
        }
        int last = end;
        while (last > start && bytes[last - 1] == 0) {
            last--;
        }
        units.add(Arrays.copyOfRange(bytes, start, last));
    }

    private static List<byte[]> packetize(List<byte[]> units) {
        List<byte[]> payloads = new ArrayList<>();
        int next = 0;
        while (next < units.size()) {
            int together = parameterSetsFrom(units, next);
            if (together > 1) {
                payloads.add(aggregate(units.subList(next, next + together)));
                next += together;
            } else {
                addSingle(payloads, units.get(next++));
            }
        }
        if (payloads.isEmpty()) {
            throw new IllegalArgumentException("the frame has no NAL unit");
        }
        return List.copyOf(payloads);
    }

    /** How many parameter sets in a row, starting at {@code first}, fit one STAP-A. */
    private static int parameterSetsFrom(List<byte[]> units, int first) {
        int size = 1;
        int count = 0;
        while (first + count < units.size() && isParameterSet(units.get(first + count))) {
            size += 2 + units.get(first + count).length;
            if (size > LARGEST_PAYLOAD) {
                break;
            }
            count++;
        }
        return count;
    }

    private static boolean isParameterSet(byte[] unit) {
        int type = unit.length == 0 ? 0 : unit[0] & H264.TYPE_MASK;
        return type == H264.SEQUENCE_PARAMETER_SET || type == H264.PICTURE_PARAMETER_SET;
    }

    /** RFC 6184 section 5.7.1; the importance is the highest of the units inside (section 5.3). */
    private static byte[] aggregate(List<byte[]> units) {
        int size = 1 + units.stream().mapToInt(unit -> 2 + unit.length).sum();
        byte[] payload = new byte[size];
        int importance = 0;
        int position = 1;
        for (byte[] unit : units) {
            importance = Math.max(importance, unit[0] & REFERENCE_IMPORTANCE);
            BigEndian.put16(payload, position, unit.length);
            System.arraycopy(unit, 0, payload, position + 2, unit.length);
            position += 2 + unit.length;
        }
        payload[0] = (byte) (importance | H264.STAP_A);
        return payload;
    }

    private static void addSingle(List<byte[]> payloads, byte[] unit) {
        int type = unit.length == 0 ? 0 : unit[0] & H264.TYPE_MASK;
        if (type == 0 || type >= H264.STAP_A) {
            throw new IllegalArgumentException("not a NAL unit of an access unit: type " + type);
        }
        if (unit.length <= LARGEST_PAYLOAD) {
            payloads.add(unit);
            return;
        }
        int fragments = Math.ceilDiv(unit.length - 1, LARGEST_FRAGMENT);
        int position = 1;
        for (int i = 0; i < fragments; i++) {
            int size = (unit.length - position) / (fragments - i);
            payloads.add(fragment(unit, position, size));
            position += size;
        }
    }

    /** RFC 6184 section 5.8: the unit's header is split over the FU indicator and the FU header. */
    private static byte[] fragment(byte[] unit, int position, int size) {
        byte[] payload = new byte[FU_HEADERS + size];
        int start = position == 1 ? H264.FU_START : 0;
        int end = position + size == unit.length ? H264.FU_END : 0;
        payload[0] = (byte) ((unit[0] & HEADER_WITHOUT_TYPE) | H264.FU_A);
        payload[1] = (byte) (start | end | (unit[0] & H264.TYPE_MASK));
        System.arraycopy(unit, position, payload, FU_HEADERS, size);
        return payload;
    }
}
