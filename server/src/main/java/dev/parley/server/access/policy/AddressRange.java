package dev.parley.server.access.policy;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits: {@code 10.217.182.3/24} (host bits are ignored, spec/04 §5.4), one address
 * alone, or the same in IPv6. An IPv4 address written as IPv6 ({@code ::ffff:10.0.0.1}) is that IPv4 address.
 */
public final class AddressRange {

    private static final int LONGEST_TEXT = 64;
    private static final int MAPPED_BITS = 96;
    private static final String NUMBER = "(?:0|[1-9][0-9]{0,2})";
    private static final Pattern V4 = Pattern.compile(NUMBER + "(?:\\." + NUMBER + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*");
    private static final Pattern RANGE = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(" + NUMBER + "))?");

    private final String text;
    private final byte[] network;
    private final int bits;

    private AddressRange(String text, byte[] network, int bits) {
        this.text = text;
        this.network = network;
        this.bits = bits;
    }

    /** Empty when the text is neither an address nor a range. Never asks a name server. */
    public static Optional<AddressRange> read(String text) {
        Matcher parts = RANGE.matcher(text);
        if (text.length() > LONGEST_TEXT || !parts.matches()) {
            return Optional.empty();
        }
        String address = parts.group(1);
        return address(address).flatMap(network -> {
            int all = network.getAddress().length * Byte.SIZE;
            boolean mapped = network instanceof Inet4Address && address.indexOf(':') >= 0;
            int bits = parts.group(2) == null ? all : Integer.parseInt(parts.group(2)) - (mapped ? MAPPED_BITS : 0);
            return bits < 0 || bits > all
                    ? Optional.empty()
                    : Optional.of(new AddressRange(text, network.getAddress(), bits));
        });
    }

    /** Reads a literal, without the name of a network interface that may follow it. */
    static Optional<InetAddress> address(String text) {
        int zone = text.indexOf('%');
        String literal = zone < 0 ? text : text.substring(0, zone);
        if (literal.length() > LONGEST_TEXT
                || !(V4.matcher(literal).matches() || V6.matcher(literal).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** False for what is no address, and for addresses of the other family. */
    public boolean contains(String address) {
        return address(address).filter(this::contains).isPresent();
    }

    boolean contains(InetAddress address) {
        byte[] asked = address.getAddress();
        if (asked.length != network.length) {
            return false;
        }
        for (int index = 0; index * Byte.SIZE < bits; index++) {
            int different = (asked[index] ^ network[index]) & 0xFF;
            int outside = Math.max(0, Byte.SIZE - (bits - index * Byte.SIZE));
            if (different >> outside != 0) {
                return false;
            }
        }
        return true;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && range.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
