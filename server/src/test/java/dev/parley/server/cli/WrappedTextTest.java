package dev.parley.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTextTest {

    @Test
    void breaksBetweenWordsAtTheWidth() {
        assertThat(WrappedText.lines("one two three", "", 2, 9)).containsExactly("  one two", "  three");
        assertThat(WrappedText.lines("one two three", "", 2, 8)).containsExactly("  one", "  two", "  three");
    }

    @Test
    void putsTheMarkBeforeTheFirstLineAlone() {
        assertThat(WrappedText.lines("one two", "-> ", 1, 7)).containsExactly(" -> one", "    two");
    }

    @Test
    void leavesLongWordsWhole() {
        assertThat(WrappedText.lines("a abcdefghij b", "", 0, 4)).containsExactly("a", "abcdefghij", "b");
    }
}
