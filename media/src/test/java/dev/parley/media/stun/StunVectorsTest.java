package dev.parley.media.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The sample messages of RFC 5769, of its section 2.4 without what ICE has no use for. */
class StunVectorsTest {

    private static final byte[] PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSACTION = HexFormat.of().parseHex("b7e7a701bc34d686fa87dfae");
    private static final String REQUEST = """
            00010058 2112a442 b7e7a701bc34d686fa87dfae
            80220010 5354554e207465737420636c69656e74
            00240004 6e0001ff
            80290008 932ff9b151263b36
            00060009 6576746a3a68367659202020
            00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
            80280004 e57a3bcf
            """;
    private static final String IPV4_RESPONSE = """
            0101003c 2112a442 b7e7a701bc34d686fa87dfae
            8022000b 7465737420766563746f7220
            00200008 0001a147e112a643
            00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7
            80280004 c07d4c96
            """;
    private static final String IPV6_RESPONSE = """
            01010048 2112a442 b7e7a701bc34d686fa87dfae
            8022000b 7465737420766563746f7220
            00200014 0002a1470113a9faa5d3f179bc25f4b5bed2b9d9
            00080014 a382954e4be67bf11784c97c8292c275bfe3ed41
            80280004 c8fb0b4c
            """;

    /** Its password is TheMatrIX after preparation. */
    private static final String LONG_TERM_REQUEST = """
            00010060 2112a442 78ad3433c6ad72c029da412e
            00060012 e3839ee38388e383aae38383e382afe382b90000
            0015001c 662f2f3439396b39353464364f4c33346f4c39465354767936347341
            0014000b 6578616d706c652e6f726700
            00080014 f67024656dd64a3e02b8e0712e85c9a28ca89666
            """;

    @Test
    void readsTheSampleRequest() throws Exception {
        StunMessage message = parse(REQUEST);

        assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
        assertThat(message.transactionId()).isEqualTo(TRANSACTION);
        assertThat(message.username()).contains("evtj:h6vY");
        assertThat(message.priority()).hasValue(0x6e0001ffL);
        assertThat(message.iceControlled()).hasValue(0x932ff9b151263b36L);
        assertThat(message.iceControlling()).isEmpty();
        assertThat(message.useCandidate()).isFalse();
        assertThat(message.verifyIntegrity(PASSWORD)).isTrue();
        assertThat(message.verifyFingerprint()).isTrue();
        assertThat(message.unknownRequiredAttributes()).isEmpty();
    }

    @Test
    void readsTheSampleResponses() throws Exception {
        StunMessage four = parse(IPV4_RESPONSE);
        StunMessage six = parse(IPV6_RESPONSE);

        assertThat(four.xorMappedAddress()).contains(address("192.0.2.1"));
        assertThat(six.xorMappedAddress()).contains(address("2001:db8:1234:5678:11:2233:4455:6677"));
        assertThat(four.verifyIntegrity(PASSWORD)).isTrue();
        assertThat(six.verifyIntegrity(PASSWORD)).isTrue();
        assertThat(four.verifyFingerprint()).isTrue();
        assertThat(six.verifyFingerprint()).isTrue();
    }

    @Test
    void readsTheSampleRequestWithALongTermCredential() throws Exception {
        StunMessage message = parse(LONG_TERM_REQUEST);
        byte[] key = MessageDigest.getInstance("MD5")
                .digest("マトリックス:example.org:TheMatrIX".getBytes(StandardCharsets.UTF_8));

        assertThat(message.username()).contains("マトリックス");
        assertThat(message.unknownRequiredAttributes()).isEmpty();
        assertThat(message.verifyIntegrity(key)).isTrue();
        assertThat(message.verifyIntegrity(PASSWORD)).isFalse();
        assertThat(message.hasFingerprint()).isFalse();
    }

    @Test
    void anotherPasswordOrOneFlippedBitFailsIntegrity() throws Exception {
        assertThat(parse(REQUEST).verifyIntegrity("other".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
        byte[] tampered = bytes(REQUEST);
        tampered[45] ^= 1;
        StunMessage message = StunMessage.parse(tampered, 0, tampered.length);
        assertThat(message.verifyIntegrity(PASSWORD)).isFalse();
        assertThat(message.verifyFingerprint()).isFalse();
    }

    @Test
    void writesTheAddressesAsTheSamplesHaveThem() throws Exception {
        assertThat(xorAddressOf("192.0.2.1")).isEqualTo("002000080001a147e112a643");
        assertThat(xorAddressOf("2001:db8:1234:5678:11:2233:4455:6677"))
                .isEqualTo("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9");
    }

    private static String xorAddressOf(String host) throws Exception {
        byte[] written = StunWriter.bindingSuccess(TRANSACTION)
                .xorMappedAddress(address(host))
                .toBytes();
        return HexFormat.of().formatHex(written, 20, written.length);
    }

    private static InetSocketAddress address(String host) throws Exception {
        return new InetSocketAddress(InetAddress.getByName(host), 32853);
    }

    private static StunMessage parse(String hex) throws MalformedStunException {
        byte[] bytes = bytes(hex);
        return StunMessage.parse(bytes, 0, bytes.length);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }
}
