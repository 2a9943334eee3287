package dev.parley.server.config;

import dev.parley.protocol.errors.Language;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How single values of one Java type are written and read back.
 *
 * @param allowed what may be written, for people
 * @param read throws {@link IllegalArgumentException} with what is wrong, in words for the user
 * @param order null for types without greater and smaller
 */
record Notation<T>(
        String allowed,
        Function<String, T> read,
        Function<T, String> write,
        @Nullable Comparator<T> order) {

    private static final Map<Class<?>, Notation<?>> KNOWN = Map.ofEntries(
            Map.entry(boolean.class, unordered("true or false", Notation::truth, String::valueOf)),
            Map.entry(int.class, ordered("a whole number", Notation::number, String::valueOf)),
            Map.entry(Integer.class, ordered("a whole number", Notation::number, String::valueOf)),
            Map.entry(String.class, unordered("text", Notation::text, text -> text)),
            Map.entry(Path.class, unordered("a path", Notation::path, Path::toString)),
            Map.entry(Duration.class, ordered("a duration such as 1h30m", DurationText::parse, DurationText::of)),
            Map.entry(ByteSize.class, ordered("a size such as 64MB", ByteSize::parse, ByteSize::toString)),
            Map.entry(HostPort.class, unordered("HOST:PORT", HostPort::parse, HostPort::toString)),
            Map.entry(InetAddress.class, unordered("an IP address", Notation::address, InetAddress::getHostAddress)),
            Map.entry(ZoneOffset.class, unordered("an offset such as +08:00", Notation::offset, Notation::offset)),
            Map.entry(Language.class, choice(Arrays.asList(Language.values()), Language::tag)));

    private static <T> Notation<T> unordered(String allowed, Function<String, T> read, Function<T, String> write) {
        return new Notation<>(allowed, read, write, null);
    }

    private static <T extends Comparable<T>> Notation<T> ordered(
            String allowed, Function<String, T> read, Function<T, String> write) {
        return new Notation<>(allowed, read, write, Comparator.naturalOrder());
    }

    /** @throws IllegalStateException for a type nobody taught to write: a mistake in the records */
    @SuppressWarnings("unchecked") // a notation stands under its own type
    static Notation<Object> of(Class<?> type) {
        Notation<?> known = KNOWN.get(type);
        if (known == null && type.isEnum()) {
            known = choice(Arrays.asList(type.getEnumConstants()), Notation::kebab);
        }
        if (known == null) {
            throw new IllegalStateException("no notation for options of " + type);
        }
        return (Notation<Object>) known;
    }

    /** The lower-case name of a constant with dashes. */
    private static String kebab(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> Notation<T> choice(List<T> values, Function<T, String> write) {
        String allowed = oneOf(values.stream().map(write).toList());
        Function<String, T> read = text -> values.stream()
                .filter(value -> write.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("write " + allowed));
        return unordered(allowed, read, write);
    }

    private static String oneOf(List<String> words) {
        int last = words.size() - 1;
        return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("write true or false");
        };
    }

    private static int number(String text) {
        try {
            if (text.matches("-?\\d+")) {
                return Integer.parseInt(text);
            }
        } catch (NumberFormatException tooGreat) {
            throw new IllegalArgumentException("the number is too great", tooGreat);
        }
        throw new IllegalArgumentException("write a whole number, such as 50");
    }

    private static String text(String text) {
        if (text.isBlank() || !text.equals(text.strip())) {
            throw new IllegalArgumentException("write a text that isn't empty, without blanks around it");
        }
        return text;
    }

    private static Path path(String text) {
        try {
            return Path.of(text(text));
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("this is no path: " + wrong.getReason(), wrong);
        }
    }

    private static InetAddress address(String text) {
        try {
            if (text.indexOf(':') < 0 && !text.matches("\\d+(\\.\\d+){3}")) {
                throw new IllegalArgumentException("the short forms of IPv4 addresses help nobody");
            }
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException notAnAddress) {
            throw new IllegalArgumentException("write an IP address, such as 203.0.113.7", notAnAddress);
        }
    }

    private static ZoneOffset offset(String text) {
        if (text.matches("[+-]\\d\\d:\\d\\d")) {
            try {
                return ZoneOffset.of(text);
            } catch (DateTimeException tooFar) {
                throw new IllegalArgumentException("offsets reach from -18:00 to +18:00", tooFar);
            }
        }
        throw new IllegalArgumentException("write an offset with sign, hours and minutes, such as +08:00");
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }
}
