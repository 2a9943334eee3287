package dev.parley.media.sdp;

/**
 * One line, {@code <type>=<value>}.
 *
 * @param type a lower-case letter
 * @param value everything after the equals sign, without line end
 * @param number counted from 1 in the text it was read from; 0 for a line of our own
 */
public record SdpLine(char type, String value, int number) {

    public static SdpLine of(char type, String value) {
        return new SdpLine(type, value, 0);
    }

    /** A property attribute, {@code a=<name>}. */
    public static SdpLine attribute(String name) {
        return of('a', name);
    }

    /** A value attribute, {@code a=<name>:<value>}. */
    public static SdpLine attribute(String name, String value) {
        return of('a', name + ":" + value);
    }

    boolean isAttribute(String name) {
        return type == 'a'
                && value.startsWith(name)
                && (value.length() == name.length() || value.charAt(name.length()) == ':');
    }

    /** What follows the attribute's colon; empty for a property attribute. */
    String attributeValue() {
        int colon = value.indexOf(':');
        return colon < 0 ? "" : value.substring(colon + 1).strip();
    }

    MalformedSdpException malformed(String problem) {
        return new MalformedSdpException(number, problem + " in \"" + type + "=" + value + "\"");
    }
}
