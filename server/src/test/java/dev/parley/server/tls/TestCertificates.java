package dev.parley.server.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMEncryptor;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** Certificates as an authority would issue them, made while a test runs, and the files they come in. */
public final class TestCertificates {

    private static final AtomicLong SERIAL = new AtomicLong(1);

    private TestCertificates() {}

    /** A certificate and its key; {@code issuer} is null for one that signed itself. */
    public record Issued(
            X509Certificate certificate,
            KeyPair keys,
            @Nullable Issued issuer) {

        PrivateKey key() {
            return keys.getPrivate();
        }
    }

    /** Valid for 400 days until it expires. */
    public static Issued issue(String name, String algorithm, @Nullable Issued issuer, Instant expires) {
        return issue(name, algorithm, issuer, expires.minus(Duration.ofDays(400)), expires);
    }

    static Issued issue(String name, String algorithm, @Nullable Issued issuer, Instant begins, Instant expires) {
        try {
            KeyPair keys = keys(algorithm);
            X500Name subject = new X500Name("CN=" + name);
            X500Name above = issuer == null
                    ? subject
                    : X500Name.getInstance(
                            issuer.certificate().getSubjectX500Principal().getEncoded());
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    above,
                    BigInteger.valueOf(SERIAL.getAndIncrement()),
                    Date.from(begins),
                    Date.from(expires),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                new GeneralName(GeneralName.dNSName, name), new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
            PrivateKey signer = issuer == null ? keys.getPrivate() : issuer.key();
            return new Issued(
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder.build(new JcaContentSignerBuilder(signature(signer)).build(signer))),
                    keys,
                    issuer);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        } else if (algorithm.equals("RSA")) {
            generator.initialize(2_048);
        }
        return generator.generateKeyPair();
    }

    private static String signature(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> "Ed25519";
        };
    }

    /** Both files, the key as PKCS#8, the chain from the certificate up. */
    public static TlsFiles write(Path directory, Issued issued) {
        TlsFiles files = new TlsFiles(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
        replace(files, issued);
        return files;
    }

    /** New files under the old names, as certificate tools do it. */
    public static void replace(TlsFiles files, Issued issued) {
        put(files.certificate(), chainPem(issued));
        put(files.key(), pkcs8(issued.key()));
    }

    public static String chainPem(Issued issued) {
        Issued above = issued.issuer();
        return pem(issued.certificate()) + (above == null ? "" : chainPem(above));
    }

    static String pem(X509Certificate certificate) {
        return write(new JcaMiscPEMGeneratorSource(certificate, null));
    }

    public static String pkcs8(PrivateKey key) {
        try {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(new JcaPKCS8Generator(key, null));
            }
            return text.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As {@code openssl ecparam -genkey} writes a key on P-256. */
    static String sec1(PrivateKey key) throws IOException {
        ECPrivateKey encoded = new ECPrivateKey(
                256, ((java.security.interfaces.ECPrivateKey) key).getS(), SECObjectIdentifiers.secp256r1);
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded()));
            writer.writeObject(new PemObject("EC PRIVATE KEY", encoded.getEncoded()));
        }
        return text.toString();
    }

    /** PKCS#1, for an RSA key. */
    static String pkcs1(PrivateKey key, @Nullable PEMEncryptor encryptor) {
        return write(new JcaMiscPEMGeneratorSource(key, encryptor));
    }

    private record JcaMiscPEMGeneratorSource(
            Object object, @Nullable PEMEncryptor encryptor) {
        PemObjectGenerator generator() throws IOException {
            return encryptor == null ? new JcaMiscPEMGenerator(object) : new JcaMiscPEMGenerator(object, encryptor);
        }
    }

    private static String write(JcaMiscPEMGeneratorSource source) {
        try {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(source.generator());
            }
            return text.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Written beside and moved into place. */
    static void put(Path file, String text) {
        try {
            Path fresh = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
            Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
