package dev.parley.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.tencentcloudapi.common.AbstractClient;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.trtc.v20190722.TrtcClient;
import com.tencentcloudapi.trtc.v20190722.models.DescribeTrtcUsageRequest;
import com.tencentcloudapi.trtc.v20190722.models.DismissRoomByStrRoomIdRequest;
import com.tencentcloudapi.trtc.v20190722.models.DismissRoomRequest;
import com.tencentcloudapi.trtc.v20190722.models.RemoveUserByStrRoomIdRequest;
import com.tencentcloudapi.trtc.v20190722.models.RemoveUserRequest;
import com.tencentcloudapi.trtc.v20190722.models.StartPublishCdnStreamRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A program that makes the calls it reads, one line of JSON each, through whichever edition of the Java SDK its class
 * path has, and writes what came of each. It may use nothing but that SDK and what comes with it.
 */
final class JavaSdkProgram {

    private JavaSdkProgram() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(object("edition", edition()));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(report(JsonParser.parseString(line).getAsJsonObject()));
        }
    }

    /** The name of the library's file: the compiler would copy its constants from the edition it sees. */
    private static String edition() {
        String file = String.valueOf(
                AbstractClient.class.getProtectionDomain().getCodeSource().getLocation());
        return file.substring(file.lastIndexOf('/') + 1);
    }

    private static JsonObject report(JsonObject call) {
        JsonObject report = new JsonObject();
        try {
            report.add("answer", JsonParser.parseString(send(call)));
        } catch (TencentCloudSDKException refused) {
            JsonObject error = object("exception", refused.getClass().getSimpleName());
            error.addProperty("code", refused.getErrorCode());
            error.addProperty("message", refused.getMessage());
            error.addProperty("requestId", refused.getRequestId());
            report.add("error", error);
        }
        return report;
    }

    private static String send(JsonObject call) throws TencentCloudSDKException {
        Credential credential = new Credential(text(call, "secretId"), text(call, "secretKey"));
        TrtcClient client = new TrtcClient(credential, text(call, "region"), profile(call));
        String action = text(call, "action");
        String parameters = call.get("parameters").toString();
        if (call.get("untyped").getAsBoolean()) {
            JsonElement whole = JsonParser.parseString(client.call(action, parameters));
            return whole.getAsJsonObject().get("Response").toString();
        }
        return AbstractModel.toJsonString(typed(client, action, parameters));
    }

    private static AbstractModel typed(TrtcClient client, String action, String parameters)
            throws TencentCloudSDKException {
        return switch (action) {
            case "DescribeTrtcUsage" ->
                client.DescribeTrtcUsage(AbstractModel.fromJsonString(parameters, DescribeTrtcUsageRequest.class));
            case "RemoveUser" -> client.RemoveUser(AbstractModel.fromJsonString(parameters, RemoveUserRequest.class));
            case "RemoveUserByStrRoomId" ->
                client.RemoveUserByStrRoomId(
                        AbstractModel.fromJsonString(parameters, RemoveUserByStrRoomIdRequest.class));
            case "DismissRoom" ->
                client.DismissRoom(AbstractModel.fromJsonString(parameters, DismissRoomRequest.class));
            case "DismissRoomByStrRoomId" ->
                client.DismissRoomByStrRoomId(
                        AbstractModel.fromJsonString(parameters, DismissRoomByStrRoomIdRequest.class));
            case "StartPublishCdnStream" ->
                client.StartPublishCdnStream(
                        AbstractModel.fromJsonString(parameters, StartPublishCdnStreamRequest.class));
            default -> throw new IllegalArgumentException(action);
        };
    }

    private static ClientProfile profile(JsonObject call) {
        HttpProfile http = new HttpProfile();
        http.setProtocol(text(call, "protocol"));
        http.setReqMethod(text(call, "method"));
        if (text(call, "gateway").isEmpty()) {
            http.setEndpoint(text(call, "host"));
        } else {
            http.setApigwEndpoint(text(call, "gateway"));
        }
        ClientProfile profile = new ClientProfile(text(call, "signMethod"), http);
        profile.setUnsignedPayload(call.get("unsignedPayload").getAsBoolean());
        return profile;
    }

    private static String text(JsonObject object, String member) {
        return object.get(member).getAsString();
    }

    private static JsonObject object(String member, String value) {
        JsonObject object = new JsonObject();
        object.addProperty(member, value);
        return object;
    }
}
