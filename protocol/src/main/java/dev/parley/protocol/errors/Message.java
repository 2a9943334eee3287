package dev.parley.protocol.errors;

/**
 * What is said to the person who wrote the call. English wordings seen from the real service keep their words, because
 * tools search for them (spec/03 §5).
 */
public record Message(String english, String chinese) {

    /** As it is to be answered. */
    public String in(Language language) {
        return language == Language.ZH_CN ? chinese : english;
    }

    /** For what has no translation, and for texts that clients parse in English. */
    public static Message untranslated(String text) {
        return new Message(text, text);
    }

    static Message missing(String name) {
        return new Message("The request is missing a required parameter `" + name + "`.", "缺少必要参数 `" + name + "`。");
    }

    static Message wrongType(String name) {
        return new Message("Parameter `" + name + "` type error.", "参数 `" + name + "` 类型错误。");
    }

    /** Both numbers are what clients look for, so the words are the same in each language (spec/06 §4). */
    public static Message frequency(int count, int limit) {
        return untranslated("Your current request times equals to `" + count
                + "` in a second, which exceeds the frequency limit `" + limit
                + "` for a second. Please reduce the frequency of calls.");
    }

    /** An explanation in English behind the general message of the code. */
    Message specifically(String english) {
        return new Message(english, chinese + " " + english);
    }
}
