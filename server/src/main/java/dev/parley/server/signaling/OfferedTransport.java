package dev.parley.server.signaling;

import dev.parley.media.dtls.DtlsRole;
import dev.parley.media.ice.IceCredentials;
import dev.parley.media.sdp.MediaSection;
import dev.parley.media.sdp.SessionDescription;
import dev.parley.media.session.RemotePeer;
import java.util.List;
import java.util.Locale;

/** Reads the one transport of a bundled offer (RFC 8839, RFC 8842, RFC 9143). */
final class OfferedTransport {

    private static final String SHA_256 = "sha-256";
    private static final int SHA_256_HEX = 64;
    private static final int LEAST_UFRAG = 4;
    private static final int LEAST_PWD = 22;

    private OfferedTransport() {}

    /**
     * @param sections those that carry RTP, the offerer-tagged one first
     * @throws UnacceptableOfferException when a part of it is missing
     */
    static RemotePeer read(SessionDescription offer, List<MediaSection> sections) {
        if (offer.hasAttribute("ice-lite")) {
            throw new UnacceptableOfferException(
                    "The offer says a=ice-lite, and so do we; one side must be a full ICE agent.");
        }
        // A bundle-only section need not repeat the transport, so the first that has one speaks for all.
        MediaSection tagged = sections.stream()
                .filter(section -> offer.inherited(section, "ice-ufrag").isPresent())
                .findFirst()
                .orElse(sections.getFirst());
        return new RemotePeer(
                iceCharacters(offer, tagged, "ice-ufrag", LEAST_UFRAG),
                iceCharacters(offer, tagged, "ice-pwd", LEAST_PWD),
                fingerprint(offer, tagged),
                role(offer.inherited(tagged, "setup").orElse("active")));
    }

    private static String iceCharacters(SessionDescription offer, MediaSection section, String name, int least) {
        return checked(offer.inherited(section, name).orElse(""), name, least);
    }

    /**
     * Checks the credentials of an ICE restart.
     *
     * @throws UnacceptableOfferException when they break the grammar
     */
    static void check(IceCredentials offered) {
        checked(offered.ufrag(), "ice-ufrag", LEAST_UFRAG);
        checked(offered.pwd(), "ice-pwd", LEAST_PWD);
    }

    private static String checked(String value, String name, int least) {
        if (!value.matches("[A-Za-z0-9+/]{" + least + ",256}")) {
            throw new UnacceptableOfferException("The offer needs a=" + name + " with " + least
                    + " to 256 letters, digits, \"+\" or \"/\" (RFC 8839 section 5.4).");
        }
        return value;
    }

    private static String fingerprint(SessionDescription offer, MediaSection section) {
        return offer.fingerprintsOf(section).stream()
                .filter(candidate ->
                        candidate.algorithm().equals(SHA_256) && candidate.hex().length() == SHA_256_HEX)
                .findFirst()
                .orElseThrow(() -> new UnacceptableOfferException(
                        "The offer needs a=fingerprint:sha-256 with 32 octets, at session or media level."))
                .hex();
    }

    private static DtlsRole role(String setup) {
        return switch (setup.toLowerCase(Locale.ROOT)) {
            case "actpass", "active" -> DtlsRole.SERVER;
            case "passive" -> DtlsRole.CLIENT;
            default ->
                throw new UnacceptableOfferException(
                        "The offer says a=setup:" + setup + "; offer actpass, active or passive.");
        };
    }
}
