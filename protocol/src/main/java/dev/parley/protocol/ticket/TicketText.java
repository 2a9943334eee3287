package dev.parley.protocol.ticket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text form of a ticket: JSON, zlib, base64 with three letters replaced (spec/05 §1.2, §1.4). */
final class TicketText {

    /** Numbers beyond this are not exact in every client's language. */
    static final long MAX_NUMBER = (1L << 53) - 1;

    private static final int MAX_TEXT_LENGTH = 4096;
    /** More than a ticket of {@link #MAX_TEXT_LENGTH} honestly needs; stops zip bombs. */
    private static final int MAX_INFLATED_BYTES = 16 * 1024;

    private static final String VERSION = "2.0";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TicketText() {}

    static String encode(Ticket ticket) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("TLS.ver", VERSION);
        members.put("TLS.identifier", ticket.userId());
        members.put("TLS.sdkappid", ticket.sdkAppId());
        members.put("TLS.expire", ticket.lifetime());
        members.put("TLS.time", ticket.issuedAt());
        if (ticket.permissionBuffer() != null) {
            members.put("TLS.userbuf", ticket.permissionBuffer());
        }
        members.put("TLS.sig", ticket.signature());
        return toTicketAlphabet(Base64.getEncoder().encodeToString(deflate(JSON.writeValueAsBytes(members))));
    }

    static Ticket decode(String text) throws MalformedTicketException {
        JsonNode members = parse(inflate(decodeBase64(text)));
        if (!members.isObject()) {
            throw new MalformedTicketException("the ticket's content is not a JSON object");
        }
        if (!VERSION.equals(text(members, "TLS.ver"))) {
            throw new MalformedTicketException("TLS.ver is not " + VERSION);
        }
        return new Ticket(
                text(members, "TLS.identifier"),
                number(members, "TLS.sdkappid"),
                number(members, "TLS.time"),
                number(members, "TLS.expire"),
                optionalText(members, "TLS.userbuf"),
                text(members, "TLS.sig"));
    }

    private static String toTicketAlphabet(String base64) {
        return base64.replace('+', '*').replace('/', '-').replace('=', '_');
    }

    private static byte[] decodeBase64(String text) throws MalformedTicketException {
        if (text.isEmpty() || text.length() > MAX_TEXT_LENGTH) {
            throw new MalformedTicketException("a ticket has 1 to " + MAX_TEXT_LENGTH + " characters");
        }
        if (text.length() % 4 != 0
                || text.chars().anyMatch(letter -> letter == '+' || letter == '/' || letter == '=')) {
            throw new MalformedTicketException("the ticket is not in the alphabet A-Z a-z 0-9 * - with _ as padding");
        }
        try {
            return Base64.getDecoder()
                    .decode(text.replace('*', '+').replace('-', '/').replace('_', '='));
        } catch (IllegalArgumentException e) {
            throw new MalformedTicketException("the ticket is not base64 of its own alphabet", e);
        }
    }

    private static byte[] deflate(byte[] content) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(content);
            deflater.finish();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            byte[] buffer = new byte[1024];
            while (!deflater.finished()) {
                compressed.write(buffer, 0, deflater.deflate(buffer));
            }
            return compressed.toByteArray();
        }
    }

    private static byte[] inflate(byte[] compressed) throws MalformedTicketException {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(compressed);
            byte[] content = new byte[MAX_INFLATED_BYTES + 1];
            int length = 0;
            while (!inflater.finished() && length < content.length) {
                int count = inflater.inflate(content, length, content.length - length);
                if (count == 0 && !inflater.finished()) {
                    throw new MalformedTicketException("the ticket's zlib data is cut off");
                }
                length += count;
            }
            if (length > MAX_INFLATED_BYTES) {
                throw new MalformedTicketException("the ticket inflates to more than " + MAX_INFLATED_BYTES + " bytes");
            }
            return Arrays.copyOf(content, length);
        } catch (DataFormatException e) {
            throw new MalformedTicketException("the ticket is not zlib data", e);
        }
    }

    private static JsonNode parse(byte[] content) throws MalformedTicketException {
        try {
            return JSON.readTree(content);
        } catch (JacksonException e) {
            throw new MalformedTicketException("the ticket's content is not JSON", e);
        }
    }

    private static String text(JsonNode members, String name) throws MalformedTicketException {
        String value = optionalText(members, name);
        if (value == null) {
            throw new MalformedTicketException(name + " is missing");
        }
        return value;
    }

    private static @Nullable String optionalText(JsonNode members, String name) throws MalformedTicketException {
        JsonNode value = members.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || !Ticket.isPlain(value.stringValue())) {
            throw new MalformedTicketException(name + " is not a plain text");
        }
        return value.stringValue();
    }

    /** Some generators write numbers as texts (spec/05 §1.2). */
    private static long number(JsonNode members, String name) throws MalformedTicketException {
        JsonNode value = members.path(name);
        String digits = value.isIntegralNumber() || value.isString() ? value.asString() : "";
        if (!digits.matches("[0-9]{1,16}") || Long.parseLong(digits) > MAX_NUMBER) {
            throw new MalformedTicketException(name + " is not a number from 0 to 2^53-1");
        }
        return Long.parseLong(digits);
    }

    /** UTF-8 bytes of a text, for the permission buffer. */
    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
