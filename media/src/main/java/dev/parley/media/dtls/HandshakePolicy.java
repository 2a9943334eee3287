package dev.parley.media.dtls;

import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;

/** The choices both roles share. */
final class HandshakePolicy {

    /** How long a peer may take from our start to its last message. */
    static final int HANDSHAKE_TIMEOUT_MILLIS = 30_000;

    /** First retransmission; it doubles. The default of a second turns one lost hello into a delay people notice. */
    static final int RESEND_MILLIS = 100;

    private HandshakePolicy() {}

    /** BouncyCastle has no DTLS 1.3 yet, and browsers fall back. */
    static ProtocolVersion[] versions() {
        return ProtocolVersion.DTLSv12.only();
    }

    /**
     * For our ECDSA certificate; every WebRTC client must know the first (RFC 8827 section 6.5). No block ciphers: a
     * forged record of a length they cannot have would end the association, and {@link DatagramMailbox} could not tell.
     */
    static int[] serverCipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        };
    }

    /** As a client we also meet servers with RSA certificates. */
    static int[] clientCipherSuites() {
        return new int[] {
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        };
    }

    /** Without RSA-PSS, whose name in BouncyCastle the JDK's providers do not know. */
    @SuppressWarnings("JdkObsolete") // BouncyCastle's API takes a Vector.
    static Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
        return new Vector<>(List.of(
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa),
                SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa)));
    }
}
