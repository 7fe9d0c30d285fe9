package io.edgeflow.orchestrator.reference;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldMark;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A configuration's JSON Schema (draft 2020-12), for editors. It accepts what the tables accept and
 * refuses what they refuse: unknown and missing keys, wrong types, values out of range, unknown
 * words, placeholders that do not end. It cannot see contradictions between keys, what a
 * placeholder stands for, a key given twice, or that {@code 5.0} is no whole number.
 */
public final class JsonSchema {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  /** The literal <code>${</code>, any other dollar sign, and whatever is no dollar sign. */
  private static final String LITERALS = "(\\$\\$\\{|\\$(?!\\$?\\{)|[^$])*";

  private static final String NAME = "\\$\\{([A-Za-z_][A-Za-z0-9_]*|file:[^}]*)\\}";

  private JsonSchema() {}

  /** The schema of a whole file, as indented JSON. */
  public static String of(FieldTable table) {
    Map<String, Object> schema = section(table);
    schema.put("$schema", DRAFT);
    schema.put("title", "Edgeflow workflow configuration");
    schema.put("$defs", definitions());
    return Json.pretty(schema);
  }

  private static Map<String, Object> definitions() {
    return Map.of(
        "text",
        Map.of(
            "type", "string",
            "description", "a text; ${VARIABLE} and ${file:path} are replaced",
            "pattern", "^" + LITERALS + "(" + NAME + LITERALS + ")*$"),
        "placeholder",
        Map.of(
            "type", "string",
            "description", "${VARIABLE} or ${file:path}, which is replaced",
            "pattern", "^" + LITERALS + "(" + NAME + LITERALS + ")+$"));
  }

  /** A section, or a choice of one for each provider. */
  private static Map<String, Object> section(FieldTable table) {
    Field<?> chooser = table.chooser().orElse(null);
    if (chooser == null) {
      return section(table.fields(), Map.of());
    }
    List<Map<String, Object>> choices = new ArrayList<>();
    table
        .variants()
        .forEach(
            (id, keys) -> {
              Object word = Map.of("const", id, "description", FieldText.about(chooser, id));
              Map<String, Object> choice =
                  section(table.plus(keys.fields()).fields(), Map.of(chooser.name(), word));
              if (!id.equals(chooser.writtenDefault())) {
                require(chooser.name(), choice);
              }
              choices.add(choice);
            });
    choices.add(open(table, chooser));
    return new TreeMap<>(Map.of("anyOf", choices));
  }

  /** A section whose provider a placeholder names: its keys cannot be known. */
  private static Map<String, Object> open(FieldTable table, Field<?> chooser) {
    Map<String, Object> schema =
        section(table.fields(), Map.of(chooser.name(), reference("placeholder")));
    require(chooser.name(), schema);
    schema.remove("additionalProperties");
    return schema;
  }

  private static void require(String key, Map<String, Object> schema) {
    Set<String> required = new LinkedHashSet<>();
    if (schema.get("required") instanceof List<?> before) {
      before.forEach(name -> required.add((String) name));
    }
    required.add(key);
    schema.put("required", List.copyOf(required));
    schema.put("type", "object");
  }

  private static Map<String, Object> section(List<Field<?>> fields, Map<String, ?> instead) {
    Map<String, Object> properties = new LinkedHashMap<>();
    fields.forEach(
        field ->
            properties.put(
                field.name(),
                instead.containsKey(field.name()) ? instead.get(field.name()) : described(field)));
    List<String> required = fields.stream().filter(Field::required).map(Field::name).toList();
    Map<String, Object> schema = new TreeMap<>();
    // A section without content reads as its defaults, unless it must hold a key.
    schema.put("type", required.isEmpty() ? List.of("object", "null") : "object");
    schema.put("properties", properties);
    schema.put("additionalProperties", false);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    return schema;
  }

  private static Map<String, Object> described(Field<?> field) {
    Map<String, Object> schema = new TreeMap<>(value(field));
    schema.put("description", FieldText.meaning(field));
    Object byDefault = field.writtenDefault();
    if (byDefault != null && !List.of().equals(byDefault) && !Map.of().equals(byDefault)) {
      schema.put("default", byDefault);
    }
    if (field.mark() == FieldMark.SECRET) {
      schema.put("writeOnly", true);
    }
    return schema;
  }

  private static Map<String, Object> value(Field<?> field) {
    return switch (field.type()) {
      case SECTION -> section(field.table().orElseThrow());
      case SECTION_MAP ->
          Map.of("type", "object", "additionalProperties", section(field.table().orElseThrow()));
      case SECTIONS -> list(section(field.table().orElseThrow()));
      case INTEGERS -> list(range(field, "integer"));
      case NUMBERS -> list(range(field, "number"));
      case TEXTS -> list(text(field));
      case INTEGER, LONG -> range(field, "integer");
      case NUMBER, SECONDS -> range(field, "number");
      case FLAG -> Map.of("type", "boolean");
      case TEXT, SECRET -> text(field);
      case PATH -> {
        Map<String, Object> path = new TreeMap<>(reference("text"));
        path.put("pattern", "\\S");
        yield path;
      }
      case TEXT_MAP -> Map.of("type", "object", "additionalProperties", reference("text"));
      case CHOICE_MAP -> Map.of("type", "object", "additionalProperties", choice(field));
    };
  }

  /** A word, or one of them with a number. */
  private static Map<String, Object> choice(Field<?> field) {
    Map<String, Object> numbers = new TreeMap<>();
    field.choices().forEach(word -> numbers.put(word, Map.of("type", "number")));
    Map<String, Object> section = new TreeMap<>();
    section.put("type", "object");
    section.put("properties", numbers);
    section.put("additionalProperties", false);
    section.put("minProperties", 1);
    section.put("maxProperties", 1);
    return Map.of(
        "anyOf", List.of(Map.of("enum", field.choices()), reference("placeholder"), section));
  }

  private static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  private static Map<String, Object> text(Field<?> field) {
    return field.choices().isEmpty()
        ? reference("text")
        : Map.of("anyOf", List.of(Map.of("enum", field.choices()), reference("placeholder")));
  }

  private static Map<String, Object> range(Field<?> field, String type) {
    Map<String, Object> schema = new TreeMap<>();
    schema.put("type", type);
    schema.put("minimum", FieldText.number(field.min()));
    if (field.max() < Double.MAX_VALUE) {
      schema.put("maximum", FieldText.number(field.max()));
    }
    return schema;
  }

  private static Map<String, Object> reference(String definition) {
    return Map.of("$ref", "#/$defs/" + definition);
  }
}
