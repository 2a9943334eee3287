package dev.parley.conformance;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call that a process of an official SDK is told to make.
 *
 * @param region empty leaves it unset
 * @param gateway the address that is really connected to, when another is signed (spec/07 §3); empty means none
 * @param parameters of the action, as the JSON object its documentation shows
 */
record SdkCall(Endpoint endpoint, String region, SdkWay way, String gateway, String action, JsonNode parameters) {

    SdkCall(Endpoint endpoint, String region, SdkWay way, String action, JsonNode parameters) {
        this(endpoint, region, way, "", action, parameters);
    }

    SdkCall through(String address) {
        return new SdkCall(endpoint, region, way, address, action, parameters);
    }

    SdkCall signedWith(String secretKey) {
        return new SdkCall(endpoint.withSecretKey(secretKey), region, way, gateway, action, parameters);
    }

    /** One line of JSON, as the programs of the SDKs read it. */
    String line() {
        URI address = endpoint.address();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("protocol", address.getScheme() + "://");
        members.put("host", address.getAuthority());
        members.put("region", region);
        members.put("secretId", endpoint.secretId());
        members.put("secretKey", endpoint.secretKey());
        members.put("signMethod", way.signMethod());
        members.put("method", way.method());
        members.put("unsignedPayload", way.unsignedPayload());
        members.put("untyped", way.untyped());
        members.put("gateway", gateway);
        members.put("action", action);
        members.put("parameters", parameters);
        return JsonMapper.shared().writeValueAsString(members);
    }
}
