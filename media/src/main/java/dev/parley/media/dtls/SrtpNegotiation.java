package dev.parley.media.dtls;

import dev.parley.media.srtp.SrtpProfile;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** What both roles do alike: agree on a profile, check the peer's certificate, take the keys. For one handshake. */
final class SrtpNegotiation {

    private static final byte[] NO_MKI = new byte[0];

    private final DtlsRole localRole;
    private final List<SrtpProfile> profiles;
    private final String expectedFingerprint;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;
    private boolean peerVerified;

    /** @param profiles what is offered and accepted, preferred first */
    SrtpNegotiation(DtlsRole localRole, String expectedFingerprint, List<SrtpProfile> profiles) {
        this.localRole = localRole;
        this.profiles = List.copyOf(profiles);
        this.expectedFingerprint = expectedFingerprint;
    }

    /** What a client offers. */
    UseSRTPData offer() {
        int[] ids = profiles.stream().mapToInt(SrtpProfile::dtlsId).toArray();
        return new UseSRTPData(ids, NO_MKI);
    }

    /** What a server answers: our most preferred among those offered, without MKI. */
    UseSRTPData answer(@Nullable UseSRTPData offered) throws TlsFatalAlert {
        int[] ids = offered == null ? new int[0] : offered.getProtectionProfiles();
        for (SrtpProfile ours : profiles) {
            if (Arrays.stream(ids).anyMatch(id -> id == ours.dtlsId())) {
                profile = ours;
                return new UseSRTPData(new int[] {ours.dtlsId()}, NO_MKI);
            }
        }
        throw new TlsFatalAlert(AlertDescription.handshake_failure, "no common SRTP profile");
    }

    /** Takes the server's answer to {@link #offer}. */
    void accept(@Nullable UseSRTPData answered) throws TlsFatalAlert {
        if (answered == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "the server does not speak SRTP");
        }
        int[] ids = answered.getProtectionProfiles();
        for (SrtpProfile ours : profiles) {
            if (ids.length == 1 && ids[0] == ours.dtlsId() && answered.getMki().length == 0) {
                profile = ours;
                return;
            }
        }
        throw new TlsFatalAlert(AlertDescription.illegal_parameter, "the server chose an SRTP profile not offered");
    }

    /** Trust is the fingerprint alone (RFC 5763 section 5); possession of the key is proven by the handshake. */
    void verify(@Nullable Certificate chain) throws IOException {
        if (chain == null || chain.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.bad_certificate, "the peer sent no certificate");
        }
        String presented = DtlsCertificate.fingerprintOf(chain.getCertificateAt(0));
        if (!presented.equals(expectedFingerprint)) {
            throw new TlsFatalAlert(
                    AlertDescription.bad_certificate,
                    "the peer's certificate has fingerprint " + presented + ", its SDP announced "
                            + expectedFingerprint);
        }
        peerVerified = true;
    }

    /** Exports the keys; called when both Finished messages have been checked. */
    void complete(TlsContext context) {
        SrtpProfile agreed = profile;
        if (!peerVerified || agreed == null) {
            throw new IllegalStateException("a handshake completed without certificate or SRTP profile");
        }
        byte[] exported = context.exportKeyingMaterial(SrtpKeys.EXPORTER_LABEL, null, SrtpKeys.exportedLength(agreed));
        keys = SrtpKeys.split(agreed, localRole, exported);
    }

    SrtpKeys keys() {
        SrtpKeys agreed = keys;
        if (agreed == null) {
            throw new IllegalStateException("keys are asked for before the handshake is complete");
        }
        return agreed;
    }
}
