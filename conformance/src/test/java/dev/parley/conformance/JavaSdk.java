package dev.parley.conformance;

import com.google.gson.annotations.Expose;
import com.google.gson.annotations.SerializedName;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.trtc.v20190722.TrtcClient;
import java.util.HashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The official Java SDK in the ways it can sign and send (spec/07 §5). */
enum JavaSdk implements OfficialSdk {
    TC3_POST(ClientProfile.SIGN_TC3_256, HttpProfile.REQ_POST),
    TC3_GET(ClientProfile.SIGN_TC3_256, HttpProfile.REQ_GET),
    TC3_POST_UNSIGNED_PAYLOAD(ClientProfile.SIGN_TC3_256, HttpProfile.REQ_POST),
    HMAC_SHA1_POST(ClientProfile.SIGN_SHA1, HttpProfile.REQ_POST),
    HMAC_SHA1_GET(ClientProfile.SIGN_SHA1, HttpProfile.REQ_GET),
    HMAC_SHA256_GET(ClientProfile.SIGN_SHA256, HttpProfile.REQ_GET);

    private static final String VERSION = "2019-07-22";

    private final String signMethod;
    private final String method;

    JavaSdk(String signMethod, String method) {
        this.signMethod = signMethod;
        this.method = method;
    }

    @Override
    public ApiOutcome describe(Endpoint endpoint, UsageQuery query) {
        CommonClient client =
                new CommonClient("trtc", VERSION, credential(endpoint), endpoint.region(), profile(endpoint));
        return outcome(() -> client.commonRequest(new UsageRequest(query), UsageQuery.ACTION));
    }

    /** Any action with any parameters through the product client: always TC3 and POST, whatever its profile says. */
    static ApiOutcome call(Endpoint endpoint, String action, String json) {
        TrtcClient client = new TrtcClient(credential(endpoint), endpoint.region(), TC3_POST.profile(endpoint));
        return outcome(() -> client.call(action, json));
    }

    private static Credential credential(Endpoint endpoint) {
        return new Credential(endpoint.secretId(), endpoint.secretKey());
    }

    private ClientProfile profile(Endpoint endpoint) {
        HttpProfile http = new HttpProfile();
        http.setEndpoint(endpoint.address().getAuthority());
        http.setProtocol(endpoint.address().getScheme() + "://");
        http.setReqMethod(method);
        ClientProfile profile = new ClientProfile(signMethod, http);
        profile.setUnsignedPayload(this == TC3_POST_UNSIGNED_PAYLOAD);
        return profile;
    }

    private interface Request {
        String send() throws TencentCloudSDKException;
    }

    private static ApiOutcome outcome(Request request) {
        try {
            JsonNode response = JsonMapper.shared().readTree(request.send()).required("Response");
            return ApiOutcome.answer(
                    response.path("Data").asString(""),
                    response.required("RequestId").asString());
        } catch (TencentCloudSDKException refused) {
            if (refused.getErrorCode() == null || refused.getErrorCode().isEmpty()) {
                throw new AssertionError("the SDK saw no answer of the API", refused);
            }
            return ApiOutcome.error(
                    refused.getErrorCode(), String.valueOf(refused.getMessage()), refused.getRequestId());
        }
    }

    /** What newer editions of the SDK generate for this action; it finds the fields by their names. */
    @SuppressWarnings("MemberName")
    private static final class UsageRequest extends AbstractModel {

        @SerializedName("SdkAppid")
        @Expose
        private final Long SdkAppid;

        @SerializedName("StartTime")
        @Expose
        private final String StartTime;

        @SerializedName("EndTime")
        @Expose
        private final String EndTime;

        UsageRequest(UsageQuery query) {
            this.SdkAppid = query.sdkAppId();
            this.StartTime = query.startTime();
            this.EndTime = query.endTime();
        }

        @Override
        @SuppressWarnings("NonApiType") // The SDK's own signature.
        protected void toMap(HashMap<String, String> map, String prefix) {
            setParamSimple(map, prefix + "SdkAppid", SdkAppid);
            setParamSimple(map, prefix + "StartTime", StartTime);
            setParamSimple(map, prefix + "EndTime", EndTime);
        }
    }
}
