package dev.parley.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import dev.parley.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class IceLiteTest {

    private static final IceCredentials SERVER = IceCredentials.random(new Random(1));
    private static final IceCredentials CLIENT = IceCredentials.random(new Random(2));
    private static final InetSocketAddress SOURCE = new InetSocketAddress("192.0.2.7", 4711);
    private static final byte[] TRANSACTION = new byte[12];

    private final IceLite ice = new IceLite(SERVER.ufrag(), SERVER.pwd(), CLIENT.ufrag());

    @Test
    void answersFfmpegsBareCheckAndNominates() throws Exception {
        IceLite.Result result = ice.handle(signed(request().useCandidate()), SOURCE);

        assertThat(result.authenticated()).isTrue();
        assertThat(result.nominated()).isTrue();
        StunMessage answer = parse(result.response());
        assertThat(answer.type()).isEqualTo(StunMessage.BINDING_SUCCESS);
        assertThat(answer.hasTransactionId(TRANSACTION)).isTrue();
        assertThat(answer.xorMappedAddress()).contains(SOURCE);
        assertThat(answer.verifyIntegrity(SERVER.key())).isTrue();
        assertThat(answer.verifyFingerprint()).isTrue();
    }

    @Test
    void aCheckWithoutUseCandidateDoesNotNominate() throws Exception {
        IceLite.Result result = ice.handle(signed(request().priority(7).iceControlling(1)), SOURCE);
        assertThat(result.authenticated()).isTrue();
        assertThat(result.nominated()).isFalse();
    }

    @Test
    void refusesAnotherPasswordAndAnotherPeersName() throws Exception {
        StunMessage wrongKey = parse(
                request().useCandidate().integrity(CLIENT.key()).fingerprint().toBytes());
        assertRefused(ice.handle(wrongKey, SOURCE), 401);

        StunWriter wrongName = StunWriter.bindingRequest(TRANSACTION).username(SERVER.ufrag() + ":stranger");
        assertRefused(ice.handle(signed(wrongName.useCandidate()), SOURCE), 401);
    }

    @Test
    void refusesARequestWithoutIntegrity() throws Exception {
        StunMessage bare = parse(request().useCandidate().fingerprint().toBytes());
        assertRefused(ice.handle(bare, SOURCE), 400);
    }

    @Test
    void neverAnswersAStrangerWithMoreThanItSent() throws Exception {
        StunMessage tiny = parse(StunWriter.bindingRequest(TRANSACTION).toBytes());
        assertThat(ice.handle(tiny, SOURCE).hasResponse()).isFalse();
    }

    @Test
    void aControlledPeerGetsARoleConflict() throws Exception {
        IceLite.Result result = ice.handle(signed(request().useCandidate().iceControlled(9)), SOURCE);
        assertThat(parse(result.response()).errorCode()).hasValue(487);
        assertThat(result.nominated()).isFalse();
    }

    @Test
    void namesAttributesItMustUnderstandAndDoesNot() throws Exception {
        byte[] marker = request().useCandidate().toBytes();
        byte[] bytes = signedAfter(marker, 0x7F25);
        IceLite.Result result = ice.handle(parse(bytes), SOURCE);
        assertThat(parse(result.response()).errorCode()).hasValue(420);
        assertThat(result.nominated()).isFalse();
    }

    @Test
    void ignoresIndicationsResponsesAndBrokenFingerprints() throws Exception {
        byte[] response = StunWriter.bindingSuccess(TRANSACTION)
                .username(SERVER.ufrag() + ':' + CLIENT.ufrag())
                .integrity(SERVER.key())
                .toBytes();
        assertThat(ice.handle(parse(response), SOURCE)).isEqualTo(IceLite.Result.IGNORED);

        byte[] broken = request().integrity(SERVER.key()).fingerprint().toBytes();
        broken[broken.length - 1] ^= 1;
        assertThat(ice.handle(parse(broken), SOURCE)).isEqualTo(IceLite.Result.IGNORED);
    }

    @Test
    void tellsWhichSessionARequestIsFor() throws Exception {
        assertThat(IceLite.addressedUfrag(signed(request()))).contains(SERVER.ufrag());
        assertThat(IceLite.addressedUfrag(
                        parse(StunWriter.bindingRequest(TRANSACTION).toBytes())))
                .isEmpty();
    }

    @Test
    void credentialsHaveTheLengthsAndCharactersIceAllows() {
        IceCredentials credentials = IceCredentials.random(new Random(3));
        assertThat(credentials.ufrag()).matches("[A-Za-z0-9+/]{8}");
        assertThat(credentials.pwd()).matches("[A-Za-z0-9+/]{24}");
        assertThat(credentials).isNotEqualTo(IceCredentials.random(new Random(4)));
    }

    private static void assertRefused(IceLite.Result result, int code) throws MalformedStunException {
        assertThat(result.authenticated()).isFalse();
        assertThat(result.nominated()).isFalse();
        assertThat(parse(result.response()).errorCode()).hasValue(code);
    }

    private static StunWriter request() {
        return StunWriter.bindingRequest(TRANSACTION).username(SERVER.ufrag() + ':' + CLIENT.ufrag());
    }

    private static StunMessage signed(StunWriter writer) throws MalformedStunException {
        return parse(writer.integrity(SERVER.key()).fingerprint().toBytes());
    }

    /** Turns the last, empty attribute into one of another type and then signs the message. */
    private static byte[] signedAfter(byte[] unsigned, int lastType) throws Exception {
        byte[] message = Arrays.copyOf(unsigned, unsigned.length + 24);
        message[unsigned.length - 4] = (byte) (lastType >> 8);
        message[unsigned.length - 3] = (byte) lastType;
        message[3] = (byte) (message.length - 20);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(SERVER.key(), "HmacSHA1"));
        mac.update(message, 0, unsigned.length);
        message[unsigned.length + 1] = 8;
        message[unsigned.length + 3] = 20;
        mac.doFinal(message, unsigned.length + 4);
        return message;
    }

    private static StunMessage parse(byte[] bytes) throws MalformedStunException {
        return StunMessage.parse(bytes, 0, bytes.length);
    }
}
