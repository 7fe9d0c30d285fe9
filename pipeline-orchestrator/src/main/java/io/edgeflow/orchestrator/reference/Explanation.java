package io.edgeflow.orchestrator.reference;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldMark;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.orchestrator.console.Style;
import io.edgeflow.orchestrator.console.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a key or a section is, for a person or a program. */
public final class Explanation {
  private static final Map<FieldMark, String> MARKS =
      Map.of(
          FieldMark.LIMIT, "in no cache key: gates judge anew each time",
          FieldMark.SECRET, "in no cache key, shown nowhere",
          FieldMark.PRESENTATION, "in no cache key: no result depends on it",
          FieldMark.INPUT, "in no cache key: the content of what it names is");

  private final List<KeyPath> keys;
  private final List<KeyPath> self;

  private Explanation(List<KeyPath> self, List<KeyPath> keys) {
    this.self = self;
    this.keys = keys;
  }

  /** The sections of a file. */
  public static Explanation of(FieldTable table) {
    return new Explanation(List.of(), KeyPath.top(table));
  }

  /**
   * One key or section.
   *
   * @param key its dotted name; an index of a list, as in {@code data_sources[0]}, may be left out
   * @throws PipelineException of kind CONFIG, with a suggestion, if there is no such key
   */
  public static Explanation of(FieldTable table, String key) {
    List<KeyPath> found = KeyPath.find(table, key);
    return new Explanation(
        found, found.stream().flatMap(path -> path.children().stream()).toList());
  }

  /** Some lines for a terminal. */
  public String text(Style style) {
    StringBuilder text = new StringBuilder();
    self.forEach(path -> text.append(style.fold(facts(path))));
    if (!keys.isEmpty()) {
      TextTable table = new TextTable(style, "key", "default", "what it does");
      keys.forEach(
          path ->
              table.row(
                  path.name(),
                  path.field().keys().isEmpty() ? FieldText.byDefault(path.field()) : "",
                  of(path) + FieldText.meaning(path.field())));
      text.append(text.isEmpty() ? "" : "\n").append(table);
    }
    return text.toString();
  }

  /** The same as indented JSON. */
  public String json() {
    Map<String, Object> facts = new LinkedHashMap<>();
    self.forEach(path -> facts.putAll(machine(path)));
    if (!keys.isEmpty()) {
      facts.put("keys", keys.stream().map(Explanation::machine).toList());
    }
    return Json.pretty(facts);
  }

  private static String facts(KeyPath path) {
    Field<?> field = path.field();
    StringBuilder text = new StringBuilder();
    text.append(path.name()).append("\n  ").append(field.doc()).append("\n\n");
    line(text, "with", path.owner());
    line(text, "type", field.type().words());
    if (field.keys().isEmpty()) {
      line(text, "default", FieldText.byDefault(field));
      line(text, "values", FieldText.values(field));
      line(text, "unit", field.unit());
      providers(text, field);
    }
    line(text, "cache", MARKS.getOrDefault(path.mark(), ""));
    line(text, "example", Example.of(path).map(set -> "edgeflow run " + set).orElse(""));
    return text.toString();
  }

  private static String of(KeyPath path) {
    return path.owner().isEmpty() ? "" : path.owner() + ", ";
  }

  /** The words of a choice among providers, with what each is. */
  private static void providers(StringBuilder text, Field<?> field) {
    field
        .providers()
        .ifPresent(
            all -> all.all().forEach((id, each) -> line(text, "  " + id, each.description())));
  }

  private static void line(StringBuilder text, String name, String value) {
    if (!value.isEmpty()) {
      text.append(String.format(Locale.ROOT, "  %-8s %s%n", name, value));
    }
  }

  private static Map<String, Object> machine(KeyPath path) {
    Field<?> field = path.field();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("key", path.name());
    if (!path.owner().isEmpty()) {
      facts.put("with", path.owner());
    }
    facts.put("doc", field.doc());
    facts.put("type", field.type().name().toLowerCase(Locale.ROOT));
    facts.put("required", field.required());
    facts.put("mark", path.mark().name().toLowerCase(Locale.ROOT));
    facts.put("unit", field.unit());
    facts.put("choices", field.choices());
    Object byDefault = field.writtenDefault();
    if (byDefault != null) {
      facts.put("default", byDefault);
    }
    if (field.max() > field.min()) {
      facts.put("min", FieldText.number(field.min()));
      facts.put("max", FieldText.number(field.max()));
    }
    Example.of(path).ifPresent(set -> facts.put("example", set));
    return facts;
  }
}
