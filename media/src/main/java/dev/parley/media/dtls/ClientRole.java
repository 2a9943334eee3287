package dev.parley.media.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CertificateStatusRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.jspecify.annotations.Nullable;

/** The active side of a handshake. */
@SuppressWarnings({"rawtypes", "JdkObsolete"}) // BouncyCastle's API has raw Hashtables and Vectors.
final class ClientRole extends DefaultTlsClient {

    private final DtlsCertificate certificate;
    private final SrtpNegotiation negotiation;

    ClientRole(DtlsCertificate certificate, SrtpNegotiation negotiation) {
        super(certificate.crypto());
        this.certificate = certificate;
        this.negotiation = negotiation;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return HandshakePolicy.versions();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return HandshakePolicy.clientCipherSuites();
    }

    @Override
    protected Vector<SignatureAndHashAlgorithm> getSupportedSignatureAlgorithms() {
        return HandshakePolicy.signatureAlgorithms();
    }

    /** Nobody staples an OCSP answer to a self-signed certificate. */
    @Override
    protected @Nullable CertificateStatusRequest getCertificateStatusRequest() {
        return null;
    }

    @Override
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
        TlsSRTPUtils.addUseSRTPExtension(extensions, negotiation.offer());
        return extensions;
    }

    @Override
    public void processServerExtensions(@Nullable Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        negotiation.accept(extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions));
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                negotiation.verify(server.getCertificate());
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                if (!request.getSupportedSignatureAlgorithms()
                        .contains(HandshakePolicy.signatureAlgorithms().getFirst())) {
                    throw new TlsFatalAlert(
                            AlertDescription.handshake_failure, "the server does not take ECDSA certificates");
                }
                return certificate.signer(context);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        negotiation.complete(context);
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    /** The certificate is trusted by its fingerprint, whoever signed it and however. */
    @Override
    public boolean shouldCheckSigAlgOfPeerCerts() {
        return false;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return HandshakePolicy.HANDSHAKE_TIMEOUT_MILLIS;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return HandshakePolicy.RESEND_MILLIS;
    }
}
