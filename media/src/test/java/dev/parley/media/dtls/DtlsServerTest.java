package dev.parley.media.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.srtp.SrtpProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Our server against clients with other habits, and against strangers' records. */
class DtlsServerTest {

    private static final int CM = SrtpProfile.AES_CM_128_HMAC_SHA1_80.dtlsId();
    private static final int GCM = SrtpProfile.AEAD_AES_128_GCM.dtlsId();
    private static final int CM_32 = 2;
    private static final int GCM_256 = 8;

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final DtlsPeer server = new DtlsPeer();

    @AfterEach
    void stop() {
        executor.close();
    }

    @Test
    void takesCounterModeFromAClientThatHasNothingElse() throws Exception {
        ForeignClient client = start(new int[] {CM_32, CM}, "EC");
        assertThat(server.awaitKeys().profile()).isEqualTo(SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        end(client);
    }

    @Test
    void prefersGcmWhateverTheClientsOrder() throws Exception {
        ForeignClient client = start(new int[] {CM, GCM_256, GCM}, "EC");
        assertThat(server.awaitKeys().profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
        end(client);
    }

    @Test
    void acceptsAClientWithAnRsaCertificate() throws Exception {
        ForeignClient client = start(new int[] {CM}, "RSA");
        server.awaitKeys();
        end(client);
    }

    @Test
    void refusesAClientWithoutACertificate() throws Exception {
        assertRefused(start(new int[] {GCM}, null), AlertDescription.bad_certificate);
    }

    @Test
    void refusesAClientWithoutACommonProfile() throws Exception {
        assertRefused(start(new int[] {CM_32, GCM_256}, "EC"), AlertDescription.handshake_failure);
    }

    @Test
    void refusesAClientThatDoesNotSpeakSrtp() throws Exception {
        assertRefused(start(new int[0], "EC"), AlertDescription.handshake_failure);
    }

    @Test
    void recordsOfStrangersDoNotEndAnAssociation() throws Exception {
        List<byte[]> forged = forgedRecords();
        int batch = DatagramMailbox.CAPACITY / 2;
        for (int start = 0; start < forged.size(); start += batch) {
            DtlsPeer target = new DtlsPeer();
            ForeignClient client = start(target, new int[] {GCM}, "EC");
            target.awaitKeys();
            DTLSTransport transport = client.connected.get(10, TimeUnit.SECONDS);
            forged.subList(start, Math.min(start + batch, forged.size())).forEach(target::receive);
            awaitDealtWith(target);

            // A server that one of them had ended would have said so with a fatal alert.
            assertThat(target.alertsSent()).as("batch from %d", start).isZero();
            assertThat(target.endings).as("batch from %d", start).hasValue(0);
            transport.close();
            target.awaitClosed();
        }
    }

    /**
     * When a last record, of an epoch that never comes, has been taken out, the ones before it have been dealt with.
     */
    private static void awaitDealtWith(DtlsPeer target) {
        target.receive(record(20, 9, 30, 0));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!target.endpoint().hasReadEverything() && target.endings.get() == 0) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /**
     * Every record type, in the clear and in the encrypted epoch, with lengths around what ciphers need at least; and
     * versions that are not spoken, reserved or of something else.
     */
    private static List<byte[]> forgedRecords() {
        List<byte[]> records = new ArrayList<>();
        for (int type = 20; type <= 26; type++) {
            for (int epoch = 0; epoch <= 2; epoch++) {
                for (int length : new int[] {0, 1, 2, 7, 8, 23, 24, 25, 60}) {
                    records.add(record(type, epoch, length, records.size()));
                }
            }
        }
        for (int version : new int[] {0xFEFE, 0xFEFF, 0xFEFC, 0xFE00, 0x0303, 0x0304, 0x0000, 0xFFFF}) {
            for (int epoch = 0; epoch <= 2; epoch++) {
                byte[] record = record(22, epoch, 40, records.size());
                record[1] = (byte) (version >> 8);
                record[2] = (byte) version;
                records.add(record);
            }
        }
        return records;
    }

    private static byte[] record(int type, int epoch, int length, int sequence) {
        byte[] record = new byte[13 + length];
        record[0] = (byte) type;
        record[1] = (byte) 0xFE;
        record[2] = (byte) 0xFD;
        record[4] = (byte) epoch;
        record[9] = 1;
        record[10] = (byte) sequence;
        record[12] = (byte) length;
        return record;
    }

    private ForeignClient start(int[] profiles, @Nullable String keyAlgorithm) throws Exception {
        return start(server, profiles, keyAlgorithm);
    }

    private ForeignClient start(DtlsPeer target, int[] profiles, @Nullable String keyAlgorithm) throws Exception {
        ForeignClient client = new ForeignClient(profiles, keyAlgorithm, target::receive);
        target.start(DtlsRole.SERVER, client.fingerprint(), client::receive, executor);
        client.start(executor);
        return client;
    }

    private void end(ForeignClient client) throws Exception {
        DTLSTransport transport = client.connected.get(10, TimeUnit.SECONDS);
        server.endpoint().close();
        server.awaitClosed();
        client.readUntilEnd(transport);
        assertThat(client.warnings).containsExactly(AlertDescription.close_notify);
        assertThat(client.fatalAlerts).isEmpty();
    }

    private void assertRefused(ForeignClient client, short alert) throws Exception {
        assertThat(server.awaitFailure())
                .isInstanceOfSatisfying(TlsFatalAlert.class, e -> assertThat(e.getAlertDescription())
                        .isEqualTo(alert));
        assertThatThrownBy(() -> client.connected.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThat(client.fatalAlerts).containsExactly(alert);
        assertThat(server.connected).isNotDone();
        assertThat(server.endings).hasValue(1);
    }
}
