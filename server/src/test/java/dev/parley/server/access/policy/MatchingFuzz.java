package dev.parley.server.access.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;

/** Any wildcard and any address range, against slow and obvious readings of both. Two lines each: pattern and text. */
class MatchingFuzz {

    private static final int LONG_ENOUGH = 200;

    @FuzzTest
    @DictionaryEntries({"*", "**", "trtc:", "sdkappid/"})
    void matchesAnyWildcard(byte[] bytes) {
        String[] lines = lines(bytes);
        if (bytes.length <= LONG_ENOUGH) {
            assertThat(new Glob(lines[0]).matches(lines[1])).isEqualTo(matches(lines[0], lines[1]));
        }
    }

    /** Letter by letter: which beginnings of the text the pattern so far can stand for. */
    private static boolean matches(String pattern, String text) {
        boolean[] reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int index = 0; index < pattern.length(); index++) {
            char letter = pattern.charAt(index);
            boolean[] next = new boolean[reached.length];
            for (int end = 0; end < reached.length; end++) {
                next[end] = letter == '*'
                        ? reached[end] || (end > 0 && next[end - 1])
                        : end > 0 && reached[end - 1] && text.charAt(end - 1) == letter;
            }
            reached = next;
        }
        return reached[text.length()];
    }

    @FuzzTest
    @DictionaryEntries({"::ffff:10.0.0.1", "/24", "/128", "2001:db8::", "255.255.255.255", "%eth0"})
    void readsAnyAddress(byte[] bytes) {
        String[] lines = lines(bytes);
        Optional<AddressRange> range = AddressRange.read(lines[0]);
        Optional<InetAddress> address = AddressRange.address(lines[1]);
        range.ifPresent(found -> {
            String[] parts = found.toString().split("/");
            assertThat(found.contains(parts[0])).isTrue();
            assertThat(AddressRange.read(found.toString())).contains(found);
            assertThat(found.contains(lines[1])).isEqualTo(address.isPresent() && isInside(parts, address.get()));
        });
    }

    private static boolean isInside(String[] range, InetAddress address) {
        byte[] network = InetAddress.ofLiteral(range[0]).getAddress();
        byte[] asked = address.getAddress();
        if (network.length != asked.length) {
            return false;
        }
        boolean isMapped = network.length == 4 && range[0].contains(":");
        int bits = range.length == 1 ? network.length * 8 : Integer.parseInt(range[1]) - (isMapped ? 96 : 0);
        int host = network.length * 8 - bits;
        return new BigInteger(1, network).shiftRight(host).equals(new BigInteger(1, asked).shiftRight(host));
    }

    private static String[] lines(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        int end = text.indexOf('\n');
        return end < 0 ? new String[] {text, ""} : new String[] {text.substring(0, end), text.substring(end + 1)};
    }
}
