package dev.parley.server.cli;

import dev.parley.protocol.errors.ApiError;
import dev.parley.protocol.shape.Bounds;
import dev.parley.protocol.shape.Range;
import dev.parley.protocol.shape.TextForm;
import dev.parley.server.actions.ActionDescription;
import dev.parley.server.actions.ApiDescription;
import dev.parley.server.actions.ApiDescription.DescribedAction;
import dev.parley.server.actions.ApiDescription.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** All there is to know before an action is called, for a terminal. */
final class ActionSheet {

    static final int WIDTH = 100;

    private static final int NAME_INDENT = 2;
    private static final int TEXT_INDENT = 6;

    private final List<String> lines = new ArrayList<>();

    private ActionSheet() {}

    /** Lines of at most {@link #WIDTH} characters, as far as words allow. */
    static List<String> of(ActionDescription<?, ?> action) {
        ApiDescription api = ApiDescription.of(List.of(action));
        ActionSheet sheet = new ActionSheet();
        DescribedAction described = api.actions().getFirst();
        sheet.head(described);
        sheet.fields("Parameters", described.request(), true);
        sheet.fields("Answer, beside RequestId", described.response(), false);
        Set<String> sent = new HashSet<>();
        addTypes(sent, described.request(), api);
        api.types().forEach(type -> sheet.fields("Type " + type.name(), type.fields(), sent.contains(type.name())));
        sheet.errors(described.errors());
        return List.copyOf(sheet.lines);
    }

    /** The types of which the caller has to fill in the required fields. */
    private static void addTypes(Set<String> names, List<Field> fields, ApiDescription api) {
        for (Field field : fields) {
            api.types().stream()
                    .filter(type ->
                            field.type().equals(type.name()) || field.type().equals("list of " + type.name()))
                    .filter(type -> names.add(type.name()))
                    .forEach(type -> addTypes(names, type.fields(), api));
        }
    }

    private void head(DescribedAction action) {
        String status =
                switch (action.status()) {
                    case WORKS -> "works";
                    case PARTIAL -> "works in part";
                    case NOT_YET -> "is not there yet";
                };
        paragraph(action.name() + " " + status + ".", "", 0);
        paragraph(
                action.callsPerSecond() == 0
                        ? "No limit of its own."
                        : "At most " + action.callsPerSecond()
                                + " calls per second of one caller in one region, unless the server is set otherwise.",
                "",
                0);
        if (action.status() == ApiDescription.Status.NOT_YET) {
            paragraph("Calls are checked, then answered with UnsupportedOperation.", "", 0);
        }
        action.gaps().forEach(gap -> paragraph(gap, "Not yet: ", 0));
        action.differences().forEach(difference -> paragraph(difference, "Unlike the cloud: ", 0));
    }

    private void fields(String heading, List<Field> fields, boolean sent) {
        lines.add("");
        lines.add(heading);
        if (fields.isEmpty()) {
            paragraph("none", "", NAME_INDENT);
        }
        int width =
                fields.stream().mapToInt(field -> field.name().length()).max().orElse(0);
        for (Field field : fields) {
            String gap = " ".repeat(width + 2 - field.name().length());
            String required = sent && field.required() ? ", required" : "";
            lines.add(" ".repeat(NAME_INDENT) + field.name() + gap + field.type() + required);
            String text = (field.meaning() + " " + allowed(field)).strip();
            if (!text.isEmpty()) {
                paragraph(text, "", TEXT_INDENT);
            }
        }
    }

    private void errors(List<ApiError> errors) {
        lines.add("");
        lines.add("Errors, beside those that any call may be answered with");
        if (errors.isEmpty()) {
            paragraph("none", "", NAME_INDENT);
        }
        for (ApiError error : errors) {
            lines.add(" ".repeat(NAME_INDENT) + error.code());
            paragraph(error.when(), "", TEXT_INDENT);
            paragraph(error.advice(), "-> ", TEXT_INDENT);
        }
    }

    private void paragraph(String text, String mark, int indent) {
        lines.addAll(WrappedText.lines(text, mark, indent, WIDTH));
    }

    private static String allowed(Field field) {
        Bounds bounds = field.bounds();
        List<String> sentences = new ArrayList<>();
        if (bounds.choices() != null) {
            sentences.add("One of `" + String.join("`, `", bounds.choices().value()) + "`.");
        }
        if (bounds.range() != null) {
            sentences.add(allowed(bounds.range()));
        }
        if (bounds.form() != null) {
            addForm(sentences, bounds.form());
        }
        if (field.type().startsWith("list of ") && !sentences.isEmpty()) {
            sentences.addFirst("Each:");
        }
        if (bounds.count() != null) {
            int least = bounds.count().min();
            sentences.addFirst(
                    (least == 0 ? "At most " : least + " to ") + bounds.count().max() + " entries.");
        }
        return String.join(" ", sentences);
    }

    private static String allowed(Range range) {
        LongFunction<String> digits = range.min() < 0 ? Long::toString : Long::toUnsignedString;
        String holes = Arrays.stream(range.except()).mapToObj(digits).collect(Collectors.joining(", "));
        return digits.apply(range.min()) + " to " + digits.apply(range.max())
                + (holes.isEmpty() ? "." : ", but not " + holes + ".");
    }

    private static void addForm(List<String> sentences, TextForm form) {
        if (form.maxLength() > 0) {
            sentences.add(
                    (form.minLength() > 0 ? form.minLength() + " to " : "At most ") + form.maxLength() + " bytes.");
        } else if (form.minLength() > 0) {
            sentences.add("Not empty.");
        }
        if (form.emptyIsMissing()) {
            sentences.add("An empty text counts as missing.");
        }
        if (!form.described().isEmpty()) {
            sentences.add("Must be " + form.described() + ".");
        }
    }
}
