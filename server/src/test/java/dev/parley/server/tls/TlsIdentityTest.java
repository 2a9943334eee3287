package dev.parley.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.server.tls.TestCertificates.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsIdentityTest {

    private static final Instant EXPIRES = Instant.parse("2036-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init") // given by JUnit
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void takesAKeyAsPkcs8(String algorithm) throws IOException {
        Issued issued = TestCertificates.issue("rtc.example.net", algorithm, null, EXPIRES);

        TlsIdentity identity = TlsIdentity.read(TestCertificates.write(directory, issued));

        assertThat(identity.certificate()).isEqualTo(issued.certificate());
        assertThat(identity.names()).containsExactly("rtc.example.net", "127.0.0.1");
        assertThat(identity.expires()).isEqualTo(EXPIRES);
    }

    @Test
    void takesKeysInOpensslsOlderForms() throws IOException {
        Issued rsa = TestCertificates.issue("rtc.example.net", "RSA", null, EXPIRES);
        TlsFiles files = TestCertificates.write(directory, rsa);
        String key = TestCertificates.pkcs1(rsa.key(), null);
        assertThat(key).startsWith("-----BEGIN RSA PRIVATE KEY");
        TestCertificates.put(files.key(), key);
        assertThat(TlsIdentity.read(files).key()).isEqualTo(rsa.key());

        Issued curve = TestCertificates.issue("rtc.example.net", "EC", null, EXPIRES);
        TestCertificates.replace(files, curve);
        TestCertificates.put(files.key(), TestCertificates.sec1(curve.key()));
        assertThat(TlsIdentity.read(files).certificate()).isEqualTo(curve.certificate());
    }

    @Test
    void takesCertificateAndKeyFromOneFileWithTextAroundThem() throws IOException {
        Issued issued = TestCertificates.issue("rtc.example.net", "EC", null, EXPIRES);
        Path both = directory.resolve("both.pem");
        TestCertificates.put(
                both,
                "Bag Attributes\n" + TestCertificates.pkcs8(issued.key()) + "subject=CN = rtc.example.net\n"
                        + TestCertificates.chainPem(issued));

        assertThat(TlsIdentity.read(new TlsFiles(both, both)).certificate()).isEqualTo(issued.certificate());
    }

    @Test
    void putsAChainInOrderAndLeavesStrangersOut() throws IOException {
        Issued root = TestCertificates.issue("root", "EC", null, EXPIRES);
        Issued middle = TestCertificates.issue("middle", "RSA", root, EXPIRES.minusSeconds(1));
        Issued own = TestCertificates.issue("rtc.example.net", "EC", middle, EXPIRES.plusSeconds(1));
        Issued stranger = TestCertificates.issue("stranger", "EC", null, EXPIRES);
        TlsFiles files = TestCertificates.write(directory, own);
        assertThat(TlsIdentity.read(files).inOrder()).isTrue();
        TestCertificates.put(
                files.certificate(),
                TestCertificates.pem(middle.certificate())
                        + TestCertificates.pem(stranger.certificate())
                        + TestCertificates.pem(own.certificate())
                        + TestCertificates.pem(root.certificate()));

        TlsIdentity identity = TlsIdentity.read(files);

        assertThat(identity.inOrder()).isFalse();
        assertThat(identity.chain()).containsExactly(own.certificate(), middle.certificate(), root.certificate());
        assertThat(identity.expires()).isEqualTo(EXPIRES.minusSeconds(1));
    }

    @Test
    void refusesTheKeyOfAnotherCertificate() {
        Issued issued = TestCertificates.issue("rtc.example.net", "EC", null, EXPIRES);
        TlsFiles files = TestCertificates.write(directory, issued);
        Issued other = TestCertificates.issue("rtc.example.net", "EC", null, EXPIRES);
        TestCertificates.put(files.key(), TestCertificates.pkcs8(other.key()));

        refused(files, "key.pem is not that of a certificate in");
    }

    @Test
    void saysHowToTakeAPasswordOffAKey() {
        Issued issued = TestCertificates.issue("rtc.example.net", "RSA", null, EXPIRES);
        TlsFiles files = TestCertificates.write(directory, issued);
        TestCertificates.put(
                files.key(),
                TestCertificates.pkcs1(
                        issued.key(),
                        new JcePEMEncryptorBuilder("AES-256-CBC")
                                .setProvider(new BouncyCastleProvider())
                                .build("secret".toCharArray())));

        refused(files, "protected by a password; write it without one: openssl pkey -in");
    }

    @Test
    void namesAFileThatIsMissing() {
        refused(
                new TlsFiles(directory.resolve("nowhere.pem"), directory.resolve("key.pem")),
                "there is no file " + directory.resolve("nowhere.pem"));
    }

    @Test
    void namesAFileThatHoldsSomethingElse() throws IOException {
        Issued issued = TestCertificates.issue("rtc.example.net", "EC", null, EXPIRES);
        TlsFiles files = TestCertificates.write(directory, issued);
        refused(new TlsFiles(files.key(), files.key()), "key.pem holds no certificate");
        refused(new TlsFiles(files.certificate(), files.certificate()), "certificate.pem holds no private key");
        TestCertificates.put(files.key(), TestCertificates.pkcs8(issued.key()).replaceFirst("\n....", "\n////"));
        refused(files, "key.pem");
        TestCertificates.put(files.certificate(), "-----BEGIN CERTIFICATE-----\nnot base64 at all\n");
        refused(files, "certificate.pem is not readable PEM");
    }

    @Test
    void doesNotReadWhatIsFarTooLarge() throws IOException {
        Path large = directory.resolve("large.pem");
        Files.write(large, new byte[(1 << 20) + 1]);

        refused(new TlsFiles(large, large), "is larger than");
    }

    @Test
    void saysWhatItIsWithoutTheKey() throws IOException {
        Issued issued = TestCertificates.issue("rtc.example.net", "EC", null, EXPIRES);
        TlsFiles files = TestCertificates.write(directory, issued);
        Files.setPosixFilePermissions(files.key(), PosixFilePermissions.fromString("rw-------"));

        assertThat(TlsIdentity.read(files))
                .hasToString("TlsIdentity[[rtc.example.net, 127.0.0.1], until " + EXPIRES + "]");
    }

    private static void refused(TlsFiles files, String message) {
        assertThatThrownBy(() -> TlsIdentity.read(files))
                .isInstanceOf(TlsFilesException.class)
                .hasMessageContaining(message);
    }
}
