package dev.parley.media.forward;

import dev.parley.media.codec.PayloadReader;
import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.Codec;
import dev.parley.media.session.MediaKind;
import dev.parley.media.session.TrackDescription;

/** Reads the packets of one track, each once, for all its players; and what they come to by and by. */
final class PacketReading {

    final Rates rates = new Rates();
    final Loudness loudness = new Loudness();
    private final MediaPacket view = new MediaPacket();
    private Codec codec;
    private PayloadReader reader;

    PacketReading(Codec codec) {
        this.codec = codec;
        this.reader = PayloadReader.of(codec.name());
    }

    /** Another stream starts. */
    void restart(Codec format) {
        codec = format;
        reader = PayloadReader.of(format.name());
    }

    /** The packet and what it tells, until the next one is read. */
    MediaPacket read(TrackDescription track, byte[] packet, int length, long sequence, long now) {
        view.set(packet, length, sequence, RtpHeader.payloadType(packet, 0) == codec.redPayloadType());
        if (track.kind() == MediaKind.VIDEO) {
            describe(track.extensions().dependencyDescriptor());
        } else {
            listen(track.extensions().audioLevel(), now);
        }
        rates.add(view.spatialLayer(), view.temporalLayer(), length, now);
        return view;
    }

    private void describe(int dependencyDescriptor) {
        byte[] packet = view.bytes();
        int dependencies = find(dependencyDescriptor);
        if (dependencies >= 0) {
            reader.readDependencies(packet, dependencies, RtpHeader.extensionLength(packet, 0, dependencies));
        }
        boolean marker = RtpHeader.marker(packet, 0);
        reader.read(packet, view.payload(), view.payloadLength(), marker, view.description());
    }

    private void listen(int audioLevel, long now) {
        int level = find(audioLevel);
        if (level >= 0) {
            loudness.hear(view.bytes()[level], now);
        }
    }

    private int find(int extension) {
        return extension == 0 ? -1 : RtpHeader.findExtension(view.bytes(), 0, view.length(), extension);
    }
}
