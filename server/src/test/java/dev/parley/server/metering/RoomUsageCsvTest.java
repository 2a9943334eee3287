package dev.parley.server.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.server.rooms.RoomKind;
import org.junit.jupiter.api.Test;

class RoomUsageCsvTest {

    private final StringBuilder text = new StringBuilder();
    private final RoomUsageCsv csv = new RoomUsageCsv(text);

    @Test
    void nothingUsedIsTheHeaderAlone() {
        csv.header();

        assertThat(text).hasToString("RoomId,Audio,SD,hd,FullHD,2K,4K\n");
    }

    @Test
    void writesTheOfficialExampleByteForByte() {
        csv.header();
        csv.room(RoomKind.STR, "test_room", new long[] {1, 2, 3, 4, 5, 6});

        assertThat(text).hasToString("RoomId,Audio,SD,hd,FullHD,2K,4K\ntest_room,1,2,3,4,5,6\n");
    }

    @Test
    void quotesOnlyWhatNeedsQuotes() {
        assertThat(lineOf("a,b")).isEqualTo("\"a,b\",7,0,0,0,0,0\n");
        assertThat(lineOf(" x")).isEqualTo("\" x\",7,0,0,0,0,0\n");
        assertThat(lineOf("x ")).isEqualTo("\"x \",7,0,0,0,0,0\n");
        assertThat(lineOf("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\",7,0,0,0,0,0\n");
        assertThat(lineOf("a\nb")).isEqualTo("\"a\nb\",7,0,0,0,0,0\n");
        assertThat(lineOf("a b")).isEqualTo("a b,7,0,0,0,0,0\n");
        assertThat(lineOf("=1+1")).isEqualTo("=1+1,7,0,0,0,0,0\n");
        assertThat(lineOf("a|b~{c}")).isEqualTo("a|b~{c},7,0,0,0,0,0\n");
    }

    private String lineOf(String roomId) {
        text.setLength(0);
        csv.room(RoomKind.STR, roomId, new long[] {7, 0, 0, 0, 0, 0});
        return text.toString();
    }
}
