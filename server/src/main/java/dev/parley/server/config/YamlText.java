package dev.parley.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the plain part of YAML 1.2 that settings need: one document of mappings, lists and scalars. Anchors, tags and
 * names given twice are problems, so that a file says what it seems to say; values stay text until their option reads
 * them, so that {@code no} or {@code 1_000} never mean anything unexpected.
 */
final class YamlText {

    /** Deeper than any option lies. */
    private static final int DEEPEST = 8;

    private static final String NO_ANCHORS = ": write the value itself, anchors are not allowed";

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
    private static final LoadSettings MARKED = LoadSettings.builder().build();

    private final Path file;
    private final List<Problem> problems;
    private final Iterator<Event> events;

    private YamlText(Path file, String text, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
        this.events = new Parse(MARKED).parseString(text).iterator();
    }

    /** A syntax error that ends the reading; it is among the problems already. */
    private static final class UnreadableException extends Exception {}

    /** What the file holds; empty, with a problem more, when it cannot be read to its end. */
    static Written.Mapping read(Path file, String text, List<Problem> problems) {
        Written.Mapping nothing = new Written.Mapping(List.of(), new Origin.InFile(file, 0, 0));
        YamlText reader = new YamlText(file, text, problems);
        try {
            return reader.document().orElse(nothing);
        } catch (UnreadableException told) {
            return nothing;
        } catch (MarkedYamlEngineException wrong) {
            problems.add(new Problem(reader.place(wrong.getProblemMark()), words(wrong)));
            return nothing;
        } catch (YamlEngineException wrong) {
            problems.add(new Problem(nothing.origin(), "this is no YAML: " + wrong.getMessage()));
            return nothing;
        } catch (NumberFormatException fromTheScanner) {
            problems.add(new Problem(nothing.origin(), "this is no YAML: an escape such as \\x41 is cut off"));
            return nothing;
        }
    }

    private static String words(MarkedYamlEngineException wrong) {
        String problem = String.valueOf(wrong.getProblem());
        return problem.contains("TAB")
                ? "a tab, where YAML wants blanks: indent with blanks alone"
                : "this is no YAML: " + (wrong.getContext() == null ? "" : wrong.getContext() + ", ") + problem;
    }

    private Optional<Written.Mapping> document() throws UnreadableException {
        Written.Mapping content = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent node) {
                content = content == null ? root(node) : refuse(node, "there is a second document in the file");
            }
        }
        return Optional.ofNullable(content);
    }

    private Written.Mapping root(NodeEvent start) throws UnreadableException {
        return switch (read(start, "", 0)) {
            case Written.Mapping mapping -> mapping;
            case Written.Scalar scalar when scalar.nothing() -> new Written.Mapping(List.of(), scalar.origin());
            case Written.Scalar _, Written.Sequence _ ->
                refuse(start, "the file must hold options by name, such as 'http:' and below it '  listen: HOST:PORT'");
        };
    }

    private <T> T refuse(Event event, String message) throws UnreadableException {
        problems.add(new Problem(place(event.getStartMark()), message));
        throw new UnreadableException();
    }

    private Written read(NodeEvent start, String key, int depth) throws UnreadableException {
        if (depth > DEEPEST) {
            return refuse(start, key + " is nested too deeply: no option lies as deep");
        }
        if (start instanceof AliasEvent alias) {
            return refuse(alias, key + " stands for *" + alias.getAlias() + NO_ANCHORS);
        }
        refuseAnchor(start, key);
        Origin origin = place(start.getStartMark());
        return switch (start) {
            case ScalarEvent scalar -> scalar(scalar, key, origin);
            case CollectionStartEvent list
            when start.getEventId() == Event.ID.SequenceStart -> {
                refuseTag(list.getTag(), key, origin);
                yield new Written.Sequence(items(key, depth), origin);
            }
            case CollectionStartEvent map -> {
                refuseTag(map.getTag(), key, origin);
                yield new Written.Mapping(entries(key, depth), origin);
            }
            default -> new Written.Scalar("", true, origin);
        };
    }

    private Written.Scalar scalar(ScalarEvent scalar, String key, Origin origin) {
        refuseTag(scalar.getTag(), key, origin);
        return new Written.Scalar(scalar.getValue(), scalar.isPlain() && NOTHING.contains(scalar.getValue()), origin);
    }

    private List<Written> items(String key, int depth) throws UnreadableException {
        List<Written> items = new ArrayList<>();
        while (events.next() instanceof NodeEvent item) {
            items.add(read(item, key, depth + 1));
        }
        return items;
    }

    private List<Written.Entry> entries(String key, int depth) throws UnreadableException {
        List<Written.Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (events.next() instanceof NodeEvent start) {
            if (!(start instanceof ScalarEvent)) {
                return refuse(start, (key.isEmpty() ? "a" : key + ": a") + " name must be a plain word");
            }
            Written.Scalar name = (Written.Scalar) read(start, key, depth);
            String full = key.isEmpty() ? name.text() : key + "." + name.text();
            Written value = read((NodeEvent) events.next(), full, depth + 1);
            if (names.add(name.text())) {
                entries.add(new Written.Entry(name, value));
            } else {
                problems.add(new Problem(name.origin(), full + " is given twice: keep one"));
            }
        }
        return entries;
    }

    private void refuseAnchor(NodeEvent event, String key) {
        event.getAnchor()
                .ifPresent(anchor -> problems.add(
                        new Problem(place(event.getStartMark()), key + " has the name &" + anchor + NO_ANCHORS)));
    }

    private void refuseTag(Optional<String> tag, String key, Origin origin) {
        tag.ifPresent(name -> problems.add(
                new Problem(origin, key + " has the tag " + name + ": write the value alone, tags are not allowed")));
    }

    private Origin place(Optional<Mark> mark) {
        return mark.map(at -> new Origin.InFile(file, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> new Origin.InFile(file, 0, 0));
    }
}
