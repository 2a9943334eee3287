package dev.parley.server.load;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.sdp.DescriptionLevel;
import dev.parley.media.sdp.ExtensionMap;
import dev.parley.media.sdp.IceCandidate;
import dev.parley.media.sdp.MalformedSdpException;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.RtpMap;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.RemotePeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a server's offer or answer says. */
final class RemoteDescription {

    private final SessionDescription description;
    private final MediaSection first;

    private RemoteDescription(SessionDescription description, MediaSection first) {
        this.description = description;
        this.first = first;
    }

    /** @throws IOException when it is none, or accepts nothing */
    static RemoteDescription parse(String text) throws IOException {
        try {
            SessionDescription description = SessionDescription.parse(text);
            MediaSection first = description.sections().stream()
                    .filter(RemoteDescription::isAccepted)
                    .findFirst()
                    .orElseThrow(() -> new IOException("the server accepted neither audio nor video"));
            return new RemoteDescription(description, first);
        } catch (MalformedSdpException malformed) {
            throw new IOException("the server's session description is broken: " + malformed.getMessage(), malformed);
        }
    }

    private static boolean isAccepted(MediaSection section) {
        return !section.isDisabled() && section.port() != 0;
    }

    /** The server's transport; in DTLS this side is the client unless the server says that it is. */
    RemotePeer peer() throws IOException {
        boolean serverBegins = required("setup").equals("active");
        return new RemotePeer(
                required("ice-ufrag"),
                required("ice-pwd"),
                fingerprint(),
                serverBegins ? DtlsRole.SERVER : DtlsRole.CLIENT);
    }

    private String fingerprint() throws IOException {
        return description.fingerprintsOf(first).stream()
                .filter(fingerprint -> fingerprint.algorithm().equalsIgnoreCase("sha-256"))
                .map(fingerprint -> fingerprint.hex().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElseThrow(() -> new IOException("the server's description has no SHA-256 fingerprint"));
    }

    /** @param like the kind of address wanted, where there is a choice */
    InetSocketAddress candidate(InetAddress like) throws IOException {
        List<InetSocketAddress> offered = new ArrayList<>();
        Stream.<DescriptionLevel>concat(Stream.of(description), description.sections().stream())
                .flatMap(level -> level.candidates().stream())
                .filter(candidate -> candidate.transport().equals("udp") && isLiteral(candidate.address()))
                .map(RemoteDescription::address)
                .forEach(offered::add);
        return offered.stream()
                .filter(address -> address.getAddress().getClass().equals(like.getClass()))
                .findFirst()
                .orElseThrow(() -> new IOException("the server names no UDP address for media of the kind "
                        + like.getHostAddress() + " is, only " + offered));
    }

    /** Browsers hide addresses behind names that only they can look up; no server does. */
    private static boolean isLiteral(String address) {
        return address.indexOf(':') >= 0 || address.matches("[0-9.]+");
    }

    private static InetSocketAddress address(IceCandidate candidate) {
        return new InetSocketAddress(InetAddress.ofLiteral(candidate.address()), candidate.port());
    }

    /** The streams of the accepted sections. */
    List<OfferedStream> streams(LocalEnd local) {
        List<OfferedStream> streams = new ArrayList<>();
        for (MediaSection section : description.sections()) {
            if (isAccepted(section)) {
                stream(section, local).ifPresent(streams::add);
            }
        }
        return streams;
    }

    private static Optional<OfferedStream> stream(MediaSection section, LocalEnd local) {
        boolean video = section.media().equals("video");
        String codec = video ? "VP8" : "opus";
        return section.rtpMaps().stream()
                .filter(map -> map.isEncoding(codec))
                .findFirst()
                .map(map -> new OfferedStream(
                        section.mid().orElse(""),
                        new StreamFormat(
                                video,
                                video ? local.videoSsrc() : local.audioSsrc(),
                                map.payloadType(),
                                rtx(section, map.payloadType()),
                                transportSequence(section))));
    }

    private static int rtx(MediaSection section, int payloadType) {
        String wanted = String.valueOf(payloadType);
        return section.rtpMaps().stream()
                .filter(map -> map.isEncoding("rtx"))
                .map(RtpMap::payloadType)
                .filter(type -> section.formatParameters(type)
                        .value("apt")
                        .filter(wanted::equals)
                        .isPresent())
                .findFirst()
                .orElse(-1);
    }

    private static int transportSequence(MediaSection section) {
        return section.extensionMaps().stream()
                .filter(map -> map.uri().equals(SdpWriter.TRANSPORT_SEQUENCE_URI))
                .map(ExtensionMap::id)
                .findFirst()
                .orElse(0);
    }

    private String required(String attribute) throws IOException {
        return description
                .inherited(first, attribute)
                .orElseThrow(() -> new IOException("the server's description has no a=" + attribute));
    }
}
