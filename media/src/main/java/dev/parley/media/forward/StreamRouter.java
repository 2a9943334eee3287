package dev.parley.media.forward;

import dev.parley.media.rtp.RtpHeader;
import dev.parley.media.session.Codec;
import dev.parley.media.session.TrackDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the track that a packet of a bundle belongs to (RFC 9143 §9.2). Sections may share payload types, so the SSRC
 * counts: known from the offer, or learnt from a packet that names its section and layer. Only while a payload type
 * belongs to a single track does it suffice. What an ended track's SSRC still brings is dropped, since guessing by
 * payload type could show a screen in place of a camera.
 */
final class StreamRouter {

    /** Of one client: a publisher of sound, camera in two layers and screen has nine with their retransmissions. */
    static final int MOST_STREAMS = 64;

    private static final int PAYLOAD_TYPES = 128;

    private final List<IncomingTrack> tracks = new ArrayList<>();
    private final long[] ssrcs = new long[MOST_STREAMS];
    private final IncomingTrack[] owners = new IncomingTrack[MOST_STREAMS];
    private final @Nullable IncomingTrack[] byPayloadType = new IncomingTrack[PAYLOAD_TYPES];
    private int streams;
    private long unrouted;

    List<IncomingTrack> tracks() {
        return tracks;
    }

    /** Packets that belonged to no track. */
    long unrouted() {
        return unrouted;
    }

    /** Routes to one more track; streams known from an ended track of the same section and layer become its own. */
    void add(IncomingTrack track) {
        tracks.add(track);
        for (int index = 0; index < streams; index++) {
            if (owners[index].isEnded() && owners[index].isSameStream(track)) {
                owners[index] = track;
            }
        }
        learnPayloadTypes();
    }

    /** Routes nothing to an ended track any more. */
    void remove(IncomingTrack track) {
        tracks.remove(track);
        learnPayloadTypes();
    }

    /** Learns what the offer says of a section's SSRCs; with simulcast it doesn't say which layer has which. */
    void learn(IncomingTrack track, TrackDescription description) {
        if (description.rids().isEmpty()) {
            description.ssrcs().forEach(ssrc -> bind(ssrc, track));
            description.repairs().keySet().forEach(ssrc -> bind(ssrc, track));
        }
    }

    private void learnPayloadTypes() {
        Arrays.fill(byPayloadType, null);
        for (int payloadType = 0; payloadType < PAYLOAD_TYPES; payloadType++) {
            byPayloadType[payloadType] = onlyTrackOf(payloadType);
        }
    }

    private @Nullable IncomingTrack onlyTrackOf(int payloadType) {
        IncomingTrack only = null;
        for (IncomingTrack track : tracks) {
            if (uses(track, payloadType)) {
                if (only != null || !track.rid().isEmpty()) {
                    return null;
                }
                only = track;
            }
        }
        return only;
    }

    private static boolean uses(IncomingTrack track, int payloadType) {
        for (Codec codec : track.description().codecs()) {
            if (codec.payloadType() == payloadType
                    || codec.rtxPayloadType() == payloadType
                    || codec.redPayloadType() == payloadType) {
                return true;
            }
        }
        return false;
    }

    /** Gives one plain packet to its track. */
    void receive(byte[] packet, int length, long now) {
        long ssrc = RtpHeader.ssrc(packet, 0);
        int known = indexOf(ssrc);
        IncomingTrack track = known < 0 ? null : owners[known];
        if (track == null || track.isEnded() || isRenamed(track, packet, length)) {
            track = find(packet, length, ssrc, track == null);
        }
        if (track == null) {
            unrouted++;
            return;
        }
        track.receive(packet, length, now);
        if (known < 0 && track.isSource(ssrc)) {
            bind(ssrc, track);
        }
    }

    private static boolean isRenamed(IncomingTrack track, byte[] packet, int length) {
        return RtpHeader.hasExtension(packet, 0) && track.name().judge(packet, length) == StreamName.Verdict.OTHER;
    }

    /** By the packet's own words, and only when it says nothing and its stream is new by its payload type. */
    private @Nullable IncomingTrack find(byte[] packet, int length, long ssrc, boolean isNew) {
        IncomingTrack named = null;
        boolean namesOther = false;
        boolean ambiguous = false;
        for (int index = 0; index < tracks.size(); index++) {
            StreamName.Verdict verdict = tracks.get(index).name().judge(packet, length);
            namesOther |= verdict == StreamName.Verdict.OTHER;
            if (verdict == StreamName.Verdict.SAME) {
                ambiguous |= named != null;
                named = tracks.get(index);
            }
        }
        if (named != null && !ambiguous) {
            bind(ssrc, named);
            return named;
        }
        return isNew && !namesOther && !ambiguous ? byPayloadType[RtpHeader.payloadType(packet, 0)] : null;
    }

    private int indexOf(long ssrc) {
        for (int index = 0; index < streams; index++) {
            if (ssrcs[index] == ssrc) {
                return index;
            }
        }
        return -1;
    }

    /** Remembers whose stream it is; in a full table the one learnt first is forgotten. */
    private void bind(long ssrc, IncomingTrack track) {
        int index = indexOf(ssrc);
        if (index >= 0) {
            owners[index] = track;
            return;
        }
        if (streams == MOST_STREAMS) {
            streams--;
            System.arraycopy(ssrcs, 1, ssrcs, 0, streams);
            System.arraycopy(owners, 1, owners, 0, streams);
        }
        ssrcs[streams] = ssrc;
        owners[streams] = track;
        streams++;
    }
}
