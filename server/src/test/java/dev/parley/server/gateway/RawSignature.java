package dev.parley.server.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures written straight from the documentation, apart from the code under test. */
final class RawSignature {

    private RawSignature() {}

    /** @param service what the client puts into the scope */
    static String current(
            String method,
            String path,
            String query,
            String host,
            String contentType,
            String body,
            String service,
            long timestamp,
            String date) {
        String canonicalRequest = method + "\n" + path + "\n" + query + "\ncontent-type:" + contentType + "\nhost:"
                + host + "\n\ncontent-type;host\n" + sha256(body);
        String scope = date + "/" + service + "/tc3_request";
        String text = "TC3-HMAC-SHA256\n" + timestamp + "\n" + scope + "\n" + sha256(canonicalRequest);
        byte[] key = ("TC3" + OneKey.SECRET_KEY).getBytes(UTF_8);
        for (String part : new String[] {date, service, "tc3_request"}) {
            key = hmac("HmacSHA256", key, part);
        }
        return "TC3-HMAC-SHA256 Credential=" + OneKey.SECRET_ID + "/" + scope
                + ", SignedHeaders=content-type;host, Signature="
                + HexFormat.of().formatHex(hmac("HmacSHA256", key, text));
    }

    /** @param source method, host, slash, question mark and sorted parameters */
    static String older(String algorithm, String source) {
        return Base64.getEncoder().encodeToString(hmac(algorithm, OneKey.SECRET_KEY.getBytes(UTF_8), source));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
