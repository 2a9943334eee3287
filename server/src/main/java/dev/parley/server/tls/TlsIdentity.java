package dev.parley.server.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a server proves itself with: a certificate, those above it, and the key. The key is known to be the
 * certificate's.
 *
 * @param chain the server's certificate first, each signed by the next; what else the file held is left out
 * @param key of {@code chain.getFirst()}
 * @param inOrder whether the file had the chain in this order; clients would refuse another, so it is mended here
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key, boolean inOrder) {

    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final byte[] PROOF = "is this key the certificate's?".getBytes(UTF_8);

    public TlsIdentity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads and checks both files, but not the certificate's dates.
     *
     * @throws TlsFilesException when one is missing, unreadable or protected by a password, or they don't belong
     *     together
     */
    public static TlsIdentity read(TlsFiles files) throws TlsFilesException {
        List<X509Certificate> found = PemFile.read(files.certificate()).certificates();
        PrivateKey key = PemFile.read(files.key()).privateKey();
        X509Certificate own = ownerOf(key, found);
        if (own == null) {
            throw new TlsFilesException("the key in " + files.key() + " is not that of a certificate in "
                    + files.certificate() + "; give the pair that was issued together");
        }
        List<X509Certificate> chain = chain(own, found);
        return new TlsIdentity(
                chain,
                key,
                found.subList(0, Math.min(found.size(), chain.size())).equals(chain));
    }

    private static @Nullable X509Certificate ownerOf(PrivateKey key, List<X509Certificate> candidates) {
        for (X509Certificate candidate : candidates) {
            if (belongs(key, candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "EC" -> "SHA256withECDSA";
                        case "RSA" -> "SHA256withRSA";
                        default -> "EdDSA";
                    });
            signature.initSign(key);
            signature.update(PROOF);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROOF);
            return signature.verify(signed);
        } catch (GeneralSecurityException anotherKind) {
            return false;
        }
    }

    /** From the server's certificate up as far as the file goes; a root that signed itself ends it. */
    private static List<X509Certificate> chain(X509Certificate own, List<X509Certificate> found) {
        List<X509Certificate> chain = new ArrayList<>(List.of(own));
        for (X509Certificate above = issuer(own, found); above != null && !chain.contains(above); ) {
            chain.add(above);
            above = issuer(above, found);
        }
        return chain;
    }

    private static @Nullable X509Certificate issuer(X509Certificate certificate, List<X509Certificate> found) {
        for (X509Certificate candidate : found) {
            if (candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                    && signed(candidate, certificate)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException notByThisOne) {
            return false;
        }
    }

    /** The server's own certificate. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** When the first certificate of the chain stops being valid. */
    public Instant expires() {
        Instant earliest = Instant.MAX;
        for (X509Certificate certificate : chain) {
            Instant end = certificate.getNotAfter().toInstant();
            earliest = end.isBefore(earliest) ? end : earliest;
        }
        return earliest;
    }

    /** When the last certificate of the chain starts being valid. */
    public Instant begins() {
        Instant latest = Instant.MIN;
        for (X509Certificate certificate : chain) {
            Instant start = certificate.getNotBefore().toInstant();
            latest = start.isAfter(latest) ? start : latest;
        }
        return latest;
    }

    /** Host names and addresses the certificate is for, as it spells them. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate().getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                int kind = (Integer) alternative.getFirst();
                if (kind == DNS_NAME || kind == IP_ADDRESS) {
                    names.add(String.valueOf(alternative.get(1)));
                }
            }
        } catch (CertificateParsingException unreadable) {
            return List.of();
        }
        return names;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + names() + ", until " + expires() + "]";
    }

    /** A context of its own, so that no session made with an earlier certificate is resumed in it. */
    SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            char[] inMemoryOnly = {};
            store.setKeyEntry("server", key, inMemoryOnly, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, inMemoryOnly);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java runtime has PKCS#12 and TLS", e);
        }
    }
}
