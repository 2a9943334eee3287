package dev.parley.server.tls;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads what PEM files (RFC 7468, and OpenSSL's older kinds) hold for TLS; anything else in them is passed over. */
final class PemFile {

    /** Far more than any chain needs; a device or a log given by mistake is not read into memory. */
    private static final int LARGEST_FILE = 1 << 20;

    private static final int MOST_CERTIFICATES = 20;

    private final Path path;
    private final List<Object> contents;

    private PemFile(Path path, List<Object> contents) {
        this.path = path;
        this.contents = contents;
    }

    /** @throws TlsFilesException when the file cannot be read or holds broken PEM */
    static PemFile read(Path path) throws TlsFilesException {
        List<Object> contents = new ArrayList<>();
        try (Reader text = new StringReader(text(path));
                PEMParser parser = new PEMParser(text)) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                contents.add(next);
            }
        } catch (TlsFilesException told) {
            throw told;
        } catch (IOException | RuntimeException broken) { // the parser throws both over broken contents
            throw new TlsFilesException(path + " is not readable PEM: " + broken.getMessage(), broken);
        }
        return new PemFile(path, contents);
    }

    private static String text(Path path) throws TlsFilesException {
        try {
            if (Files.size(path) > LARGEST_FILE) {
                throw new TlsFilesException(path + " is larger than " + LARGEST_FILE + " bytes; give a PEM file");
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new TlsFilesException("there is no file " + path, missing);
        } catch (AccessDeniedException denied) {
            throw new TlsFilesException(path + " may not be read by this user; change its owner or mode", denied);
        } catch (TlsFilesException told) {
            throw told;
        } catch (IOException unreadable) {
            throw new TlsFilesException(path + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /** All certificates, in the order of the file; at least one. */
    List<X509Certificate> certificates() throws TlsFilesException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object object : contents) {
            if (object instanceof X509CertificateHolder holder) {
                certificates.add(certificate(holder));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsFilesException(path + " holds no certificate (a block BEGIN CERTIFICATE)");
        }
        if (certificates.size() > MOST_CERTIFICATES) {
            throw new TlsFilesException(path + " holds " + certificates.size() + " certificates, more than "
                    + MOST_CERTIFICATES + "; give the server's own chain");
        }
        return certificates;
    }

    private X509Certificate certificate(X509CertificateHolder holder) throws TlsFilesException {
        try {
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (CertificateException broken) {
            throw new TlsFilesException(path + " holds a certificate that cannot be read: " + broken.getMessage());
        }
    }

    /** The first private key. */
    PrivateKey privateKey() throws TlsFilesException {
        for (Object object : contents) {
            if (object instanceof PrivateKeyInfo info) {
                return key(info);
            }
            if (object instanceof PEMKeyPair pair && pair.getPrivateKeyInfo() != null) {
                return key(pair.getPrivateKeyInfo());
            }
            if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
                throw new TlsFilesException("the key in " + path + " is protected by a password; write it without one:"
                        + " openssl pkey -in " + path + " -out key.pem");
            }
        }
        throw new TlsFilesException(path + " holds no private key (a block BEGIN PRIVATE KEY)");
    }

    private PrivateKey key(PrivateKeyInfo info) throws TlsFilesException {
        try {
            return KeyFactory.getInstance(algorithm(info)).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException unusable) {
            throw new TlsFilesException(
                    "the key in " + path + " cannot be used: " + unusable.getMessage()
                            + "; RSA, EC (P-256, P-384, P-521) and Ed25519 keys can",
                    unusable);
        }
    }

    private static String algorithm(PrivateKeyInfo info) {
        var identifier = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (identifier.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC";
        }
        if (identifier.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        return identifier.equals(EdECObjectIdentifiers.id_Ed25519) ? "Ed25519" : identifier.getId();
    }
}
