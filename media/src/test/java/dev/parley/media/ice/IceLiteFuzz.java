package dev.parley.media.ice;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.parley.media.rtp.BigEndian;
import dev.parley.media.stun.MalformedStunException;
import dev.parley.media.stun.StunMessage;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Any message for the two agents: only who knows the password changes anything or gets more than it sent. */
class IceLiteFuzz {

    private static final IceCredentials SERVER = new IceCredentials("serverUf", "serverPasswordOf24Chars+");
    private static final IceCredentials CLIENT = new IceCredentials("clientUf", "clientPasswordOf24Chars+");
    private static final String NAME = SERVER.ufrag() + ':' + CLIENT.ufrag();
    private static final InetSocketAddress SOURCE = new InetSocketAddress("2001:db8::7", 4711);
    private static final int HEADER = 20;
    private static final int INTEGRITY = 24;
    /** An error of a few words, or the address; of unknown attributes it names fewer bytes than they have. */
    private static final int MOST_ADDED = 40;

    @FuzzTest
    void answersAnyStranger(byte[] datagram) {
        StunMessage message = read(datagram);
        if (message == null) {
            return;
        }
        IceLite.Result result = server().handle(message, SOURCE);
        assertThat(result.authenticated()).isFalse();
        assertThat(result.nominated()).isFalse();
        assertThat(result.response().length).isLessThanOrEqualTo(datagram.length);
        if (result.hasResponse()) {
            StunMessage answer = Objects.requireNonNull(read(result.response()));
            assertThat(answer.type()).isEqualTo(StunMessage.BINDING_ERROR);
            assertThat(answer.hasTransactionId(message.transactionId())).isTrue();
        }
        IceClient client = new IceClient(CLIENT, SERVER, SOURCE, new Random(1), 0);
        client.poll(0);
        assertThat(client.onResponse(message, 1)).isFalse();
        assertThat(client.state()).isEqualTo(IceClient.State.CHECKING);
        assertThat(client.respond(message, SOURCE).map(response -> response.length <= datagram.length))
                .isNotEqualTo(Optional.of(false));
    }

    /** Any type and attributes behind the right name and before the right HMAC; one bit changed, and it is nobody's. */
    @FuzzTest
    void answersAnyCheckOfThePeer(byte[] bytes) {
        byte[] signed = signed(bytes);
        StunMessage message = read(signed);
        if (message == null) {
            return;
        }
        IceLite.Result result = server().handle(message, SOURCE);
        boolean meant = message.type() == StunMessage.BINDING_REQUEST && message.verifyIntegrity(SERVER.key());
        assertThat(result.authenticated()).isEqualTo(meant && !message.hasFingerprint());
        assertThat(result.nominated()).isEqualTo(isNomination(message, result));
        if (!result.hasResponse()) {
            return;
        }
        StunMessage answer = Objects.requireNonNull(read(result.response()));
        assertThat(answer.hasTransactionId(message.transactionId())).isTrue();
        assertThat(answer.verifyFingerprint()).isTrue();
        assertThat(answer.verifyIntegrity(SERVER.key())).isEqualTo(result.authenticated());
        assertThat(answer.length()).isLessThanOrEqualTo(signed.length + MOST_ADDED);
        believesNoChange(signed);
    }

    private static boolean isNomination(StunMessage message, IceLite.Result result) {
        return result.authenticated()
                && message.useCandidate()
                && message.unknownRequiredAttributes().isEmpty()
                && message.iceControlled().isEmpty();
    }

    private static void believesNoChange(byte[] signed) {
        byte[] changed = signed.clone();
        changed[Math.floorMod(Arrays.hashCode(signed), signed.length)] ^= 0x10;
        StunMessage message = read(changed);
        if (message != null) {
            assertThat(server().handle(message, SOURCE).authenticated()).isFalse();
        }
    }

    private static IceLite server() {
        return new IceLite(SERVER.ufrag(), SERVER.pwd(), CLIENT.ufrag());
    }

    private static @Nullable StunMessage read(byte[] datagram) {
        try {
            return StunMessage.parse(datagram, 0, datagram.length);
        } catch (MalformedStunException refused) {
            return null;
        }
    }

    /** The first byte chooses the type, the rest are attributes. */
    private static byte[] signed(byte[] bytes) {
        int attributes = Math.max(0, Math.min(bytes.length - 1, 1_800)) & ~3;
        int integrity = HEADER + 4 + 20 + attributes;
        byte[] message = new byte[integrity + INTEGRITY];
        boolean isRequest = bytes.length == 0 || bytes[0] >= 0;
        BigEndian.put16(message, 0, isRequest ? StunMessage.BINDING_REQUEST : bytes[0] & 0x3F);
        BigEndian.put32(message, 4, 0x2112A442L);
        BigEndian.put16(message, HEADER, 0x0006);
        BigEndian.put16(message, HEADER + 2, NAME.length());
        System.arraycopy(NAME.getBytes(US_ASCII), 0, message, HEADER + 4, NAME.length());
        if (attributes > 0) {
            System.arraycopy(bytes, 1, message, HEADER + 24, attributes);
        }
        BigEndian.put16(message, 2, message.length - HEADER);
        BigEndian.put16(message, integrity, 0x0008);
        BigEndian.put16(message, integrity + 2, 20);
        System.arraycopy(hmac(message, integrity), 0, message, integrity + 4, 20);
        return message;
    }

    private static byte[] hmac(byte[] message, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(SERVER.key(), "HmacSHA1"));
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
