package dev.parley.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IceClientTest {

    private static final InetSocketAddress SERVER_ADDRESS = new InetSocketAddress("192.0.2.1", 8000);
    private static final InetSocketAddress CLIENT_ADDRESS = new InetSocketAddress("192.0.2.2", 9000);
    private static final long START = 1_000_000;

    private final IceCredentials server = IceCredentials.random(new Random(1));
    private final IceCredentials own = IceCredentials.random(new Random(2));
    private final IceLite lite = new IceLite(server.ufrag(), server.pwd(), own.ufrag());
    private final IceClient client = new IceClient(own, server, SERVER_ADDRESS, new Random(3), START);

    @Test
    void connectsToALiteServerWithItsFirstCheck() throws Exception {
        IceLite.Result result = lite.handle(due(START), CLIENT_ADDRESS);

        assertThat(result.nominated()).isTrue();
        assertThat(client.onResponse(parse(result.response()), START + 20)).isTrue();
        assertThat(client.state()).isEqualTo(IceClient.State.CONNECTED);
    }

    @Test
    void repeatsTheCheckMoreSlowlyUntilItGivesUp() throws Exception {
        List<Long> sent = new ArrayList<>();
        byte[] first = due(START).transactionId();
        while (client.nextDeadline() < START + IceClient.CONSENT_TIMEOUT_MILLIS) {
            long now = client.nextDeadline();
            assertThat(client.poll(now - 1)).isNull();
            assertThat(due(now).hasTransactionId(first)).isTrue();
            sent.add(now - START);
        }
        assertThat(sent).startsWith(100L, 300L, 700L, 1_500L, 3_100L, 4_700L);
        assertThat(client.poll(client.nextDeadline())).isNull();
        assertThat(client.state()).isEqualTo(IceClient.State.FAILED);
        assertThat(client.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void renewsConsentEveryFourToSixSecondsAndFailsThirtySecondsAfterTheLastAnswer() throws Exception {
        connect();
        long now = START;
        for (int i = 0; i < 20; i++) {
            long next = client.nextDeadline();
            assertThat(next - now).isBetween(4_000L, 6_000L);
            now = next;
            StunMessage check = due(now);
            assertThat(client.onResponse(answer(check), now)).isTrue();
        }
        long lastAnswer = now;
        while (client.state() == IceClient.State.CONNECTED) {
            now = client.nextDeadline();
            client.poll(now);
        }
        assertThat(now - lastAnswer).isEqualTo(30_000);
    }

    @Test
    void ignoresAnswersToOtherChecksAndAnswersItCannotVerify() throws Exception {
        StunMessage check = due(START);
        byte[] forged = StunWriter.bindingSuccess(check.transactionId())
                .xorMappedAddress(CLIENT_ADDRESS)
                .integrity(own.key())
                .toBytes();
        byte[] stray =
                StunWriter.bindingSuccess(new byte[12]).integrity(server.key()).toBytes();

        assertThat(client.onResponse(parse(forged), START)).isFalse();
        assertThat(client.onResponse(parse(stray), START)).isFalse();
        assertThat(client.state()).isEqualTo(IceClient.State.CHECKING);
    }

    @Test
    void anErrorAnswerMakesTheNextCheckANewQuestion() throws Exception {
        StunMessage check = due(START);
        byte[] error = StunWriter.bindingError(check.transactionId(), 401, "Unauthenticated")
                .toBytes();
        assertThat(client.onResponse(parse(error), START)).isFalse();

        StunMessage second = due(START + 100);
        assertThat(second.hasTransactionId(check.transactionId())).isFalse();
        assertThat(client.onResponse(answer(second), START + 120)).isTrue();
    }

    @Test
    void answersTheChecksOfAFullAgent() throws Exception {
        byte[] triggered = StunWriter.bindingRequest(new byte[12])
                .username(own.ufrag() + ':' + server.ufrag())
                .priority(1)
                .iceControlled(5)
                .integrity(own.key())
                .fingerprint()
                .toBytes();

        byte[] response = client.respond(parse(triggered), SERVER_ADDRESS).orElseThrow();

        assertThat(parse(response).type()).isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(parse(response).verifyIntegrity(own.key())).isTrue();
        assertThat(parse(response).xorMappedAddress()).contains(SERVER_ADDRESS);
    }

    private void connect() throws Exception {
        assertThat(client.onResponse(answer(due(START)), START)).isTrue();
    }

    private StunMessage answer(StunMessage check) throws MalformedStunException {
        return parse(lite.handle(check, CLIENT_ADDRESS).response());
    }

    private StunMessage due(long now) throws MalformedStunException {
        return parse(Objects.requireNonNull(client.poll(now), "a check is due"));
    }

    private static StunMessage parse(byte[] bytes) throws MalformedStunException {
        return StunMessage.parse(bytes, 0, bytes.length);
    }
}
