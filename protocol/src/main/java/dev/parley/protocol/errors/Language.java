package dev.parley.protocol.errors;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language messages come in; codes never change with it (spec/01 §7). */
public enum Language {
    EN_US("en-US"),
    ZH_CN("zh-CN");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** As in {@code X-TC-Language}. */
    public String tag() {
        return tag;
    }

    /** Empty for anything that is not a language of ours, which callers ignore. */
    public static Optional<Language> of(@Nullable String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equalsIgnoreCase(tag))
                .findFirst();
    }
}
