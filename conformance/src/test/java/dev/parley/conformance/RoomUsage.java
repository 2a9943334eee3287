package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** One room's row of the usage CSV (ROOM-4), in seconds. */
record RoomUsage(String room, long audio, long sd, long hd, long fullHd, long twoK, long fourK) {

    static final String HEADER = "RoomId,Audio,SD,hd,FullHD,2K,4K";

    /** Asks a server for the row of a room, from the minute of an instant on. */
    static RoomUsage ask(Endpoint endpoint, Instant begin, String room) {
        UsageQuery query = UsageQuery.from(endpoint.sdkAppId(), begin, Duration.ofHours(1));
        return of(JavaSdk.TC3_POST.describe(endpoint, query).csv(), room);
    }

    /** The only row of a room; a room without a row has used nothing. */
    static RoomUsage of(String csv, String room) {
        assertThat(csv).startsWith(HEADER + "\n").endsWith("\n");
        List<String> rows = Arrays.stream(csv.split("\n"))
                .filter(row -> row.startsWith(room + ","))
                .toList();
        assertThat(rows).as("rows of %s in\n%s", room, csv).hasSizeLessThan(2);
        return rows.isEmpty() ? new RoomUsage(room, 0, 0, 0, 0, 0, 0) : parse(rows.getFirst());
    }

    private static RoomUsage parse(String row) {
        String[] cells = row.split(",", -1);
        assertThat(cells).as("cells of %s", row).hasSize(7);
        return new RoomUsage(
                cells[0],
                cell(cells[1]),
                cell(cells[2]),
                cell(cells[3]),
                cell(cells[4]),
                cell(cells[5]),
                cell(cells[6]));
    }

    private static long cell(String text) {
        assertThat(text).matches("\\d+");
        return Long.parseLong(text);
    }

    /** Checks that this is sound without picture for so long, 1280x720 for so long, and nothing else. */
    void mustBe(Seconds sound, Seconds picture) {
        mustShow(picture, sound.plus(picture));
        assertThat(audio).as("%s, sound %s", this, sound).isBetween(sound.least(), sound.most());
    }

    /** Checks that this is 1280x720 for so long, and sound without picture for the rest of what everybody stayed. */
    void mustShow(Seconds picture, Seconds everybody) {
        assertThat(hd).as("%s, picture %s", this, picture).isBetween(picture.least(), picture.most());
        assertThat(total()).as("%s, everybody %s", this, everybody).isBetween(everybody.least(), everybody.most());
        assertThat(total()).as("no other tier: %s", this).isEqualTo(hd + audio);
    }

    long total() {
        return audio + sd + hd + fullHd + twoK + fourK;
    }
}
