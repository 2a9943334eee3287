package dev.parley.server.signaling;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A PrivateMapKey put together from its description (spec/05 §1.2 to §1.4, §2.1), so that any part of it can be wrong
 * and yet signed.
 *
 * @param key HMAC key
 * @param issued epoch seconds
 * @param buffer the permission buffer's bytes
 */
record HandmadeTicket(byte[] key, String userId, long sdkAppId, long issued, long lifetime, byte[] buffer) {

    /** A way to compress. */
    private interface Container {
        OutputStream around(OutputStream out) throws IOException;
    }

    /** The buffer of a numeric room. */
    static byte[] buffer(String account, long sdkAppId, long room, long expires, int bits) {
        byte[] user = account.getBytes(UTF_8);
        return ByteBuffer.allocate(23 + user.length)
                .put((byte) 0)
                .putShort((short) user.length)
                .put(user)
                .putInt((int) sdkAppId)
                .putInt((int) room)
                .putInt((int) expires)
                .putInt(bits)
                .putInt(0)
                .array();
    }

    HandmadeTicket signedWith(byte[] other) {
        return new HandmadeTicket(other, userId, sdkAppId, issued, lifetime, buffer);
    }

    String text() {
        return compressed(DeflaterOutputStream::new)
                .replace('+', '*')
                .replace('/', '-')
                .replace('=', '_');
    }

    String inTheUrlAlphabet() {
        return compressed(DeflaterOutputStream::new).replace('+', '-').replace('/', '_');
    }

    String gzipped() {
        return compressed(GZIPOutputStream::new)
                .replace('+', '*')
                .replace('/', '-')
                .replace('=', '_');
    }

    private String compressed(Container container) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = container.around(bytes)) {
            out.write(json().getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private String json() {
        String userbuf = Base64.getEncoder().encodeToString(buffer);
        String signed = "TLS.identifier:" + userId + "\nTLS.sdkappid:" + sdkAppId + "\nTLS.time:" + issued
                + "\nTLS.expire:" + lifetime + "\nTLS.userbuf:" + userbuf + "\n";
        return """
            {"TLS.ver":"2.0","TLS.identifier":"%s","TLS.sdkappid":%d,"TLS.expire":%d,"TLS.time":%d,
             "TLS.userbuf":"%s","TLS.sig":"%s"}""".formatted(userId, sdkAppId, lifetime, issued, userbuf, hmac(signed));
    }

    private String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
