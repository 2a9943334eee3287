package dev.parley.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.AlertLevel;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.jspecify.annotations.Nullable;

/** A client with habits other than ours, on BouncyCastle's own cryptography. It believes every server. */
@SuppressWarnings({"rawtypes", "JdkObsolete"})
final class ForeignClient extends DefaultTlsClient {

    final CompletableFuture<DTLSTransport> connected = new CompletableFuture<>();
    final List<Short> fatalAlerts = new CopyOnWriteArrayList<>();
    final List<Short> warnings = new CopyOnWriteArrayList<>();
    private final DatagramMailbox mailbox;
    private final int[] srtpProfiles;
    private final @Nullable KeyPair keyPair;
    private final Certificate chain;

    /**
     * @param srtpProfiles ids to offer, none for no use_srtp at all
     * @param keyAlgorithm {@code RSA}, {@code EC}, or null for a client without certificate
     */
    ForeignClient(int[] srtpProfiles, @Nullable String keyAlgorithm, DtlsEndpoint.Output output) throws Exception {
        super(new BcTlsCrypto(new SecureRandom()));
        this.srtpProfiles = srtpProfiles;
        this.mailbox = new DatagramMailbox(output);
        this.keyPair = keyAlgorithm == null
                ? null
                : KeyPairGenerator.getInstance(keyAlgorithm).generateKeyPair();
        this.chain = keyPair == null ? Certificate.EMPTY_CHAIN : selfSigned(keyPair);
    }

    private Certificate selfSigned(KeyPair pair) throws Exception {
        X500Name name = new X500Name("CN=foreign");
        Date date = Date.from(Instant.EPOCH);
        // An old signature algorithm, which no handshake of ours would accept for itself.
        String algorithm = isRsa(pair) ? "SHA1withRSA" : "SHA512withECDSA";
        byte[] encoded = new JcaX509v3CertificateBuilder(name, BigInteger.ONE, date, date, name, pair.getPublic())
                .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
                .getEncoded();
        return new Certificate(new TlsCertificate[] {getCrypto().createCertificate(encoded)});
    }

    private static boolean isRsa(KeyPair pair) {
        return pair.getPublic().getAlgorithm().equals("RSA");
    }

    String fingerprint() throws IOException {
        return chain.isEmpty() ? "00".repeat(32) : DtlsCertificate.fingerprintOf(chain.getCertificateAt(0));
    }

    void start(Executor executor) {
        executor.execute(() -> {
            try {
                connected.complete(new DTLSClientProtocol().connect(this, mailbox));
            } catch (IOException | RuntimeException e) {
                connected.completeExceptionally(e);
            }
        });
    }

    void receive(byte[] datagram) {
        mailbox.put(datagram, 0, datagram.length);
    }

    /** Reads until the server ends the association. */
    void readUntilEnd(DTLSTransport transport) {
        byte[] buffer = new byte[DatagramMailbox.RECEIVE_LIMIT];
        try {
            while (!mailbox.hasEnded()) {
                transport.receive(buffer, 0, buffer.length, 10_000);
            }
        } catch (IOException ended) {
            // What it ended with is in the alerts.
        }
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
        if (srtpProfiles.length > 0) {
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(srtpProfiles, new byte[0]));
        }
        return extensions;
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) {}

            @Override
            public @Nullable TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
                return keyPair == null ? null : signer(keyPair);
            }
        };
    }

    private TlsCredentials signer(KeyPair pair) throws IOException {
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                (BcTlsCrypto) getCrypto(),
                PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()),
                chain,
                SignatureAndHashAlgorithm.getInstance(
                        HashAlgorithm.sha256, isRsa(pair) ? SignatureAlgorithm.rsa : SignatureAlgorithm.ecdsa));
    }

    @Override
    public void notifyAlertReceived(short level, short description) {
        (level == AlertLevel.fatal ? fatalAlerts : warnings).add(description);
    }
}
