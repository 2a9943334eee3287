package dev.parley.conformance;

/** The ways of signing and sending that official SDKs offer (spec/07 §5). */
enum SdkWay {
    TC3_POST("TC3-HMAC-SHA256", "POST"),
    TC3_GET("TC3-HMAC-SHA256", "GET"),
    HMAC_SHA1_POST("HmacSHA1", "POST"),
    HMAC_SHA1_GET("HmacSHA1", "GET"),
    HMAC_SHA256_POST("HmacSHA256", "POST"),
    HMAC_SHA256_GET("HmacSHA256", "GET"),
    /** What a profile means that names no signature. */
    DEFAULT("", "POST"),
    /** Java alone, among those run here. */
    TC3_POST_UNSIGNED_PAYLOAD("TC3-HMAC-SHA256", "POST"),
    TC3_GET_UNSIGNED_PAYLOAD("TC3-HMAC-SHA256", "GET"),
    /** {@code call(action, json)} of the Java client, which has its own way of sending. */
    UNTYPED("TC3-HMAC-SHA256", "POST");

    private final String signMethod;
    private final String method;

    SdkWay(String signMethod, String method) {
        this.signMethod = signMethod;
        this.method = method;
    }

    String signMethod() {
        return signMethod;
    }

    String method() {
        return method;
    }

    boolean unsignedPayload() {
        return this == TC3_POST_UNSIGNED_PAYLOAD || this == TC3_GET_UNSIGNED_PAYLOAD;
    }

    boolean untyped() {
        return this == UNTYPED;
    }
}
