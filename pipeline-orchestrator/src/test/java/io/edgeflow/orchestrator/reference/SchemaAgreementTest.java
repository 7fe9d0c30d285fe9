package io.edgeflow.orchestrator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.FieldType;
import io.edgeflow.core.config.Problems;
import io.edgeflow.orchestrator.config.WorkflowConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every key of the tables with values of every kind, through the tables and the schema. */
class SchemaAgreementTest {
  private static final List<@Nullable Object> KINDS =
      Arrays.asList(
          "text",
          "",
          true,
          0,
          1,
          -1,
          0.5,
          1e18,
          null,
          List.of(),
          List.of("text"),
          List.of(1),
          List.of(List.of()),
          Map.of(),
          Map.of("text", "text"),
          Map.of("text", 1));

  /** Unlike ours, this one writes null. */
  private static final ObjectMapper JSON = new ObjectMapper();

  private final EditorSchema schema = new EditorSchema();

  static Stream<KeyPath> keys() {
    return KeyPath.all(WorkflowConfig.FIELDS).stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void the_schema_accepts_what_the_table_accepts_and_nothing_else(KeyPath key)
      throws JsonProcessingException {
    for (Object value : values(key.field())) {
      Object tree = tree(key, value);
      Problems problems = new Problems();

      WorkflowConfig.FIELDS.read(ConfigValues.node(tree), "", problems);

      assertThat(schema.problems(JSON.writeValueAsString(tree)).isEmpty())
          .as("%s: %s; the table says %s", key.name(), value, problems.all())
          .isEqualTo(problems.all().isEmpty());
    }
  }

  /** The kinds, and what lies on and just beyond the borders of this field. */
  private static List<@Nullable Object> values(Field<?> field) {
    Stream<@Nullable Object> own =
        switch (field.type()) {
          case INTEGER, LONG, NUMBER, SECONDS ->
              Stream.of(field.min(), field.max())
                  .flatMap(border -> Stream.of(Math.nextDown(border), border, Math.nextUp(border)))
                  .filter(Double::isFinite)
                  .map(FieldText::number);
          case TEXTS -> Stream.of(field.choices(), List.of("no word"));
          default -> field.choices().stream().map(Object.class::cast);
        };
    return Stream.concat(KINDS.stream(), own).toList();
  }

  /** A file with the key, and with what else must be there: other keys, the key's provider. */
  private static Map<String, @Nullable Object> tree(KeyPath key, @Nullable Object value) {
    String[] steps = key.name().split("\\.", -1);
    Map<String, @Nullable Object> top = new LinkedHashMap<>();
    Map<String, @Nullable Object> section = top;
    FieldTable table = WorkflowConfig.FIELDS;
    for (int i = 0; i < steps.length - 1; i++) {
      Field<?> field = field(table, steps[i]);
      table = field.table().orElseThrow();
      boolean map = field.type() == FieldType.SECTION_MAP;
      boolean last = i == steps.length - (map ? 3 : 2);
      Map<String, @Nullable Object> nested =
          required(table, last ? key.owner() : owner(table, steps[i + 1]));
      section.put(
          field.name(),
          field.type() == FieldType.SECTIONS
              ? List.of(nested)
              : map ? Map.of(steps[++i], nested) : nested);
      section = nested;
    }
    section.put(steps[steps.length - 1], value);
    return top;
  }

  /** A key of the section, or of one of the variants that it may be. */
  private static Field<?> field(FieldTable table, String step) {
    String name = step.replace("[0]", "");
    return table
        .field(name)
        .or(
            () ->
                table.variants().values().stream()
                    .flatMap(variant -> variant.field(name).stream())
                    .findFirst())
        .orElseThrow();
  }

  /** What the section must be for a key that its variant alone has; empty for any. */
  private static String owner(FieldTable table, String step) {
    if (table.field(step).isPresent()) {
      return "";
    }
    return table.variants().entrySet().stream()
        .filter(variant -> variant.getValue().field(step).isPresent())
        .map(variant -> table.chooser().orElseThrow().name() + ": " + variant.getKey())
        .findFirst()
        .orElse("");
  }

  private static Map<String, @Nullable Object> required(FieldTable table, String owner) {
    Map<String, @Nullable Object> keys = new LinkedHashMap<>();
    table.fields().stream().filter(Field::required).forEach(f -> keys.put(f.name(), sample(f)));
    table
        .chooser()
        .ifPresent(
            chooser -> {
              String id =
                  owner.isEmpty()
                      ? chooser.choices().get(0)
                      : owner.substring(chooser.name().length() + 2);
              keys.put(chooser.name(), id);
              table.variants().get(id).fields().stream()
                  .filter(Field::required)
                  .forEach(f -> keys.put(f.name(), sample(f)));
            });
    return keys;
  }

  private static Object sample(Field<?> field) {
    return field.type() == FieldType.TEXT || field.type() == FieldType.PATH
        ? field.choices().stream().findFirst().orElse("text")
        : FieldText.number(field.min());
  }
}
