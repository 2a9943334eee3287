package dev.parley.media.container;

import dev.parley.media.codec.Opus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An Ogg file with one Opus stream (RFC 3533, RFC 7845). Checks every page's checksum and number. Immutable once read.
 * Durations are those the packets themselves state; end trimming by the last granule position is not applied.
 */
public final class OggOpusReader {
    /** Clips are short; a recording of this size is not one. */
    public static final int LARGEST_FILE = 64 << 20;

    private static final int OPUS_HEAD = 19;

    private final int channels;
    private final int preSkip;
    private final List<Packet> packets;

    /**
     * One Opus packet.
     *
     * @param data not to be changed
     * @param durationSamples at 48 kHz
     */
    public record Packet(byte[] data, int durationSamples) {}

    /**
     * Reads a whole file.
     *
     * @throws MalformedContainerException when it is too large, damaged, cut, not one Opus stream of one or two
     *     channels, or without audio packets
     */
    public OggOpusReader(byte[] file) throws MalformedContainerException {
        if (file.length > LARGEST_FILE) {
            throw new MalformedContainerException("an Ogg file has at most " + LARGEST_FILE + " bytes");
        }
        List<byte[]> stream = new OggPages(file).packets();
        if (stream.size() < 3) {
            throw new MalformedContainerException("an Ogg Opus file has two header packets and audio");
        }
        byte[] head = stream.get(0);
        requireHeader(head, "OpusHead", OPUS_HEAD);
        requireHeader(stream.get(1), "OpusTags", 16);
        channels = head[9];
        preSkip = LittleEndian.unsigned16(head, 10);
        // A version above 15 is incompatible; mapping family 0 means mono or stereo (RFC 7845 section 5.1).
        if ((head[8] & 0xF0) != 0 || head[18] != 0 || channels < 1 || channels > 2) {
            throw new MalformedContainerException("not Opus of version 0..15 with one or two channels");
        }
        packets = audio(stream.subList(2, stream.size()));
    }

    private static void requireHeader(byte[] packet, String magic, int length) throws MalformedContainerException {
        byte[] start = magic.getBytes(StandardCharsets.US_ASCII);
        if (packet.length < length || !Arrays.equals(start, Arrays.copyOf(packet, start.length))) {
            throw new MalformedContainerException("the Ogg stream has no " + magic + " packet in its place");
        }
    }

    private static List<Packet> audio(List<byte[]> stream) throws MalformedContainerException {
        List<Packet> packets = new ArrayList<>(stream.size());
        for (byte[] data : stream) {
            int duration = Opus.durationSamples(data, 0, data.length);
            if (duration < 0) {
                throw new MalformedContainerException("audio packet " + packets.size() + " is not Opus");
            }
            packets.add(new Packet(data, duration));
        }
        return List.copyOf(packets);
    }

    /** 1 or 2. */
    public int channels() {
        return channels;
    }

    /** Samples at 48 kHz a decoder drops at the start. */
    public int preSkip() {
        return preSkip;
    }

    /** Packets in order, at least one. */
    public List<Packet> packets() {
        return packets;
    }

    /** The sum of all durations, in samples at 48 kHz. */
    public long durationSamples() {
        return packets.stream().mapToLong(Packet::durationSamples).sum();
    }
}
