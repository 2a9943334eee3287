package dev.parley.media.sdp;

/** Decimal numbers within bounds. */
final class SdpNumber {

    private static final int MAX_DIGITS = 10;

    private SdpNumber() {}

    /** @throws MalformedSdpException when the token is not a decimal number of {@code least..most} */
    static long parse(SdpLine line, String token, long least, long most) {
        if (token.isEmpty() || token.length() > MAX_DIGITS || !token.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw line.malformed("\"" + token + "\" is no number");
        }
        long number = Long.parseLong(token);
        if (number < least || number > most) {
            throw line.malformed(token + " is not within " + least + ".." + most);
        }
        return number;
    }
}
