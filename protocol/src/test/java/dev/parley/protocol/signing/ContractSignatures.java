package dev.parley.protocol.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Every signature that spec/02 accepts for a request, read sentence by sentence; knows none of the signers. */
final class ContractSignatures {

    private final SignableRequest request;
    private final String secretKey;
    private final List<String> externalHosts;

    ContractSignatures(SignableRequest request, String secretKey, List<String> externalHosts) {
        this.request = request;
        this.secretKey = secretKey;
        this.externalHosts = externalHosts;
    }

    /** In lower-case hex (spec/02 §1.2, §1.3). */
    Set<String> current(String date, String service, List<String> signedHeaders, String timestamp) {
        Set<String> signatures = new HashSet<>();
        for (String path : List.of("/", request.rawPath())) {
            for (String host : hosts()) {
                for (boolean lowered : List.of(false, true)) {
                    StringBuilder text = new StringBuilder();
                    text.append(request.method()).append('\n').append(path).append('\n');
                    text.append(request.method().equals("GET") ? request.rawQuery() : "")
                            .append('\n');
                    boolean complete = signedHeaders.contains("content-type") && signedHeaders.contains("host");
                    for (String name : signedHeaders) {
                        String value = name.equals("host") ? host : request.header(name);
                        complete &= value != null;
                        String trimmed = value == null ? "" : value.strip();
                        text.append(name).append(':');
                        text.append(lowered ? trimmed.toLowerCase(Locale.ROOT) : trimmed)
                                .append('\n');
                    }
                    text.append('\n').append(String.join(";", signedHeaders)).append('\n');
                    text.append(payloadHash());
                    if (complete) {
                        signatures.add(signed(text.toString(), date, service, timestamp));
                    }
                }
            }
        }
        return signatures;
    }

    private String signed(String canonicalRequest, String date, String service, String timestamp) {
        byte[] key = ("TC3" + secretKey).getBytes(UTF_8);
        for (String step : List.of(date, service, "tc3_request")) {
            key = hmac("HmacSHA256", key, step);
        }
        String text = "TC3-HMAC-SHA256\n" + timestamp + "\n" + date + "/" + service + "/tc3_request\n"
                + sha256(canonicalRequest.getBytes(UTF_8));
        return HexFormat.of().formatHex(hmac("HmacSHA256", key, text));
    }

    private String payloadHash() {
        String announced = request.header("x-tc-content-sha256");
        if (announced != null && announced.equals("UNSIGNED-PAYLOAD")) {
            return "438d4109ef0d676b8c2c7ed13cdfcb418e494d53b843d4634ce3b1085f07bb96";
        }
        return request.method().equals("GET")
                ? "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                : sha256(request.body());
    }

    /** In base64 (spec/02 §6). */
    Set<String> older(Map<String, String> parameters) {
        List<String> names = new ArrayList<>(parameters.keySet());
        names.remove("Signature");
        names.sort((one, other) -> Integer.signum(HexFormat.of()
                .formatHex(one.getBytes(UTF_8))
                .compareTo(HexFormat.of().formatHex(other.getBytes(UTF_8)))));
        List<String> plain = new ArrayList<>();
        List<String> dotted = new ArrayList<>();
        for (String name : names) {
            plain.add(name + "=" + parameters.get(name));
            dotted.add(name.replace("_", ".") + "=" + parameters.get(name));
        }
        boolean isSha256 = parameters.getOrDefault("SignatureMethod", "").equals("HmacSHA256");
        Set<String> signatures = new HashSet<>();
        for (String path : List.of("/", request.rawPath())) {
            for (String host : hosts()) {
                for (List<String> pairs : List.of(plain, dotted)) {
                    String query = (pairs.isEmpty() ? "" : "?") + String.join("&", pairs);
                    String source = request.method() + host + path + query;
                    byte[] signature = hmac(isSha256 ? "HmacSHA256" : "HmacSHA1", secretKey.getBytes(UTF_8), source);
                    signatures.add(Base64.getEncoder().encodeToString(signature));
                }
            }
        }
        return signatures;
    }

    private List<String> hosts() {
        List<String> hosts = new ArrayList<>(externalHosts);
        String received = request.header("host");
        if (received != null) {
            hosts.add(received);
            int colon = received.lastIndexOf(':');
            if (colon >= 0 && received.substring(colon + 1).matches("[0-9]+")) {
                hosts.add(received.substring(0, colon));
            }
        }
        return hosts;
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

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
