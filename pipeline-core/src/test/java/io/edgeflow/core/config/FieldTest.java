package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldTest {
  private static final FieldTable INNER = FieldTable.of(Field.flag("on", false, "switch"));

  @Test
  void every_maker_gives_its_type_default_and_range() {
    assertField(
        Field.integer("n", 3, 1, 9, "doc"), FieldType.INTEGER, 3, 1, 9, List.of(), "", null);
    assertField(
        Field.number("n", 0.5, 0.25, 1, "doc"),
        FieldType.NUMBER,
        0.5,
        0.25,
        1,
        List.of(),
        "",
        null);
    assertField(Field.flag("n", true, "doc"), FieldType.FLAG, true, 0, 0, List.of(), "", null);
    assertField(Field.text("n", "x", "doc"), FieldType.TEXT, "x", 0, 0, List.of(), "", null);
    assertField(Field.secret("n", "doc"), FieldType.SECRET, null, 0, 0, List.of(), "", null);
    assertField(
        Field.choice("n", "a", List.of("a", "b"), "doc"),
        FieldType.TEXT,
        "a",
        0,
        0,
        List.of("a", "b"),
        "",
        null);
    assertField(
        Field.seconds("n", Duration.ofSeconds(2), 1, 9, "doc"),
        FieldType.SECONDS,
        Duration.ofSeconds(2),
        1,
        9,
        List.of(),
        "s",
        null);
  }

  @Test
  void lists_and_sections_have_their_empty_or_absent_default() {
    assertField(
        Field.texts("n", List.of("a"), List.of("a", "b"), "doc"),
        FieldType.TEXTS,
        List.of("a"),
        0,
        0,
        List.of("a", "b"),
        "",
        null);
    assertField(
        Field.integers("n", List.of(1), 0, 9, "doc"),
        FieldType.INTEGERS,
        List.of(1),
        0,
        9,
        List.of(),
        "",
        null);
    assertField(
        Field.numbers("n", List.of(0.5), 0, 9, "doc"),
        FieldType.NUMBERS,
        List.of(0.5),
        0,
        9,
        List.of(),
        "",
        null);
    assertField(
        Field.choiceMap("n", List.of("a", "b"), "doc"),
        FieldType.CHOICE_MAP,
        Map.of(),
        0,
        0,
        List.of("a", "b"),
        "",
        null);
    assertField(Field.textMap("n", "doc"), FieldType.TEXT_MAP, Map.of(), 0, 0, List.of(), "", null);
    assertField(
        Field.section("n", INNER, "doc"), FieldType.SECTION, null, 0, 0, List.of(), "", INNER);
    assertField(
        Field.sections("n", INNER, "doc"),
        FieldType.SECTIONS,
        List.of(),
        0,
        0,
        List.of(),
        "",
        INNER);
  }

  @Test
  void a_unit_and_being_mandatory_change_nothing_else() {
    Field<Double> field = Field.number("angle", 5.0, 0, 90, "rotation");

    assertThat(field.required()).isFalse();
    assertThat(field.in("degrees"))
        .usingRecursiveComparison()
        .ignoringFields("unit")
        .isEqualTo(field);
    assertThat(field.in("degrees").unit()).isEqualTo("degrees");
    assertThat(field.mandatory())
        .usingRecursiveComparison()
        .ignoringFields("required")
        .isEqualTo(field);
    assertThat(field.mandatory().required()).isTrue();
    assertThat(field.mandatory().in("degrees").required()).isTrue();
    assertThat(field.in("degrees").mandatory().unit()).isEqualTo("degrees");
  }

  @Test
  void a_mark_changes_nothing_else() {
    Field<Double> field = Field.number("least", 0.9, 0, 1, "doc");

    assertThat(field.mark()).isEqualTo(FieldMark.RESULT);
    assertThat(field.limit().mark()).isEqualTo(FieldMark.LIMIT);
    assertThat(field.secret().mark()).isEqualTo(FieldMark.SECRET);
    assertThat(field.presentation().mark()).isEqualTo(FieldMark.PRESENTATION);
    assertThat(field.input().mark()).isEqualTo(FieldMark.INPUT);
    assertThat(field.limit()).usingRecursiveComparison().ignoringFields("mark").isEqualTo(field);
    assertThat(field.limit().in("ratio").mandatory().mark()).isEqualTo(FieldMark.LIMIT);
  }

  @Test
  void a_section_has_keys_and_a_plain_field_none() {
    assertThat(Field.sections("n", INNER, "doc").keys())
        .extracting(Field::name)
        .containsExactly("on");
    assertThat(Field.flag("n", true, "doc").keys()).isEmpty();
  }

  @Test
  void the_choices_are_copied() {
    List<String> choices = new ArrayList<>(List.of("a", "b"));
    Field<String> field = Field.choice("n", "a", choices, "doc");

    choices.clear();

    assertThat(field.choices()).containsExactly("a", "b");
  }

  private static void assertField(
      Field<?> field,
      FieldType type,
      Object byDefault,
      double min,
      double max,
      List<String> choices,
      String unit,
      FieldTable table) {
    assertThat(field.name()).isEqualTo("n");
    assertThat(field.type()).isEqualTo(type);
    assertThat(field.defaultValue()).isEqualTo(byDefault);
    assertThat(field.min()).isEqualTo(min);
    assertThat(field.max()).isEqualTo(max);
    assertThat(field.choices()).isEqualTo(choices);
    assertThat(field.unit()).isEqualTo(unit);
    assertThat(field.doc()).isEqualTo("doc");
    assertThat(field.table()).isEqualTo(Optional.ofNullable(table));
    assertThat(field.required()).isFalse();
    assertThat(field.mark())
        .isEqualTo(type == FieldType.SECRET ? FieldMark.SECRET : FieldMark.RESULT);
  }
}
