package dev.parley.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose parameters are parts of a body (spec/01 §2). */
class MultipartCallsTest {

    private static final String TYPE = "multipart/form-data; boundary=AbC";

    private DoorFixture door;

    @BeforeEach
    void start() throws IOException {
        door = new DoorFixture();
    }

    @AfterEach
    void stop() throws IOException {
        door.close();
    }

    @Test
    void takesOnePartForEachParameter() throws IOException {
        RawConnection.Reply reply = call(part("SdkAppId", "1") + part("RoomId", "4294967294") + part("UserIds.0", "u1")
                + part("UserIds.1", "用户 2+&") + "--AbC--\r\n");

        assertThat(reply.code()).isEmpty();
        assertThat(reply.response().path("RoomId").asLong()).isEqualTo(4294967294L);
        assertThat(reply.response().at("/UserIds/1").asString()).isEqualTo("用户 2+&");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--AbC\r\nContent-Disposition: form-data; name=\"SdkAppId\"\r\n\r\n1",
                "--other\r\n\r\n1\r\n--other--",
                "SdkAppId=1",
                "--AbC\r\nContent-Disposition: form-data\r\n\r\n1\r\n--AbC--",
                "--AbC\r\nContent-Disposition\r\n\r\n1\r\n--AbC--",
                "--AbC\r\n\u00e9: y\r\n\r\n1\r\n--AbC--",
                "--AbC\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"\r\n\r\n1\r\n--AbC--"
            })
    void refusesABodyThatIsNotInParts(String body) throws IOException {
        RawConnection.Reply reply = call(body);

        assertThat(reply.code()).isEqualTo("InvalidRequest");
        assertThat(reply.message()).startsWith("The multipart body is malformed: ");
    }

    @Test
    void refusesMoreThanCallsHave() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int index = 0; index <= 4096; index++) {
            many.append(part("UserIds." + index, "u"));
        }

        assertThat(call(many + "--AbC--\r\n").code()).isEqualTo("InvalidRequest");
        assertThat(call(part("SdkAppId\"\r\nX: \"" + "y".repeat(9_000), "1") + "--AbC--\r\n")
                        .code())
                .isEqualTo("InvalidRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"",
                "multipart/form-data; boundary=b; charset=\""
            })
    void refusesABodyWithoutABoundary(String type) throws IOException {
        assertThat(door.exchange(door.postAs("RemoveUser", type, "--b--", "127"))
                        .code())
                .isEqualTo("InvalidRequest");
    }

    @Test
    void refusesAPartThatComesTwice() throws IOException {
        assertThat(call(part("RoomId", "1") + part("RoomId", "2") + "--AbC--").code())
                .isEqualTo("InvalidParameter");
    }

    private RawConnection.Reply call(String body) throws IOException {
        return door.exchange(door.postAs("RemoveUser", TYPE, body, "127"));
    }

    private static String part(String name, String value) {
        return "--AbC\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }
}
