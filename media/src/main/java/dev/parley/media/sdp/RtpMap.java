package dev.parley.media.sdp;

/**
 * What a payload type stands for (RFC 8866 §6.6).
 *
 * @param encoding as written; compare without regard to case
 * @param clockRate ticks per second
 * @param channels 1 when not stated
 */
public record RtpMap(int payloadType, String encoding, int clockRate, int channels) {

    static final int MAX_PAYLOAD_TYPE = 127;

    static RtpMap parse(SdpLine line) {
        String[] parts = line.attributeValue().split(" +", 2);
        String[] format = parts.length == 2 ? parts[1].strip().split("/") : new String[0];
        if (format.length < 2 || format.length > 3 || format[0].isEmpty()) {
            throw line.malformed("an rtpmap is: payload-type encoding/clock-rate[/channels]");
        }
        return new RtpMap(
                (int) SdpNumber.parse(line, parts[0], 0, MAX_PAYLOAD_TYPE),
                format[0],
                (int) SdpNumber.parse(line, format[1], 1, Integer.MAX_VALUE),
                format.length == 3 ? (int) SdpNumber.parse(line, format[2], 1, 255) : 1);
    }

    public boolean isEncoding(String name) {
        return encoding.equalsIgnoreCase(name);
    }
}
