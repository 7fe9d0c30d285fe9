package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigBuilderTest {
  private static final Field<Integer> EPOCHS = Field.integer("epochs", 20, 1, 100, "n");
  private static final Field<Duration> PAUSE = Field.seconds("pause", Duration.ZERO, 0, 9, "n");
  private static final Field<Secret> TOKEN = Field.secret("token", "n");
  private static final Field<FieldMark> MARK =
      Field.choice("mark", null, List.of(FieldMark.values()), Enum::name, "n");
  private static final Field<List<Integer>> SIZES = Field.integers("sizes", List.of(), 1, 9, "n");
  private static final Field<Map<String, String>> TAGS = Field.textMap("tags", "n");
  private static final Field<String> NAME = Field.text("name", null, "n").mandatory();
  private static final Field<Section> TRAINING =
      Field.section("training", FieldTable.of(EPOCHS, PAUSE, MARK, SIZES, TAGS), "n");
  private static final Field<Section> SHAPE =
      Field.section("shape", FieldTable.of(Shape.TYPE), "n");
  private static final Field<List<Section>> ITEMS =
      Field.sections("items", FieldTable.of(NAME, TOKEN), "n");
  private static final FieldTable TABLE = FieldTable.of(TRAINING, SHAPE, ITEMS);

  private static ConfigBuilder<Section> builder() {
    return TABLE.builder((section, problems) -> section);
  }

  @Test
  void without_values_it_builds_the_defaults() {
    assertThat(builder().build().fingerprint()).isEqualTo(TABLE.defaults().fingerprint());
  }

  @Test
  void a_field_is_found_at_any_depth_and_read_as_it_was_given() {
    Section training =
        builder()
            .set(EPOCHS, 5)
            .set(PAUSE, Duration.ofMillis(250))
            .set(MARK, FieldMark.INPUT)
            .set(SIZES, List.of(3, 4))
            .set(TAGS, Map.of("a", "b"))
            .build()
            .get(TRAINING);

    assertThat(training.get(EPOCHS)).isEqualTo(5);
    assertThat(training.get(PAUSE)).isEqualTo(Duration.ofMillis(250));
    assertThat(training.get(MARK)).isEqualTo(FieldMark.INPUT);
    assertThat(training.get(SIZES)).containsExactly(3, 4);
    assertThat(training.get(TAGS)).containsExactly(Map.entry("a", "b"));
  }

  @Test
  void a_later_value_takes_the_place_of_an_earlier_one() {
    assertThat(builder().set(EPOCHS, 5).set(EPOCHS, 6).build().get(TRAINING).get(EPOCHS))
        .isEqualTo(6);
  }

  @Test
  void a_provider_and_its_keys_are_set_alike() {
    Section shape =
        builder()
            .set(Shape.TYPE, new Shape.Circle())
            .set(Shape.Circle.RADIUS, 4.0)
            .build()
            .get(SHAPE);

    assertThat(shape.get(Shape.TYPE)).isInstanceOf(Shape.Circle.class);
    assertThat(shape.get(Shape.Circle.RADIUS)).isEqualTo(4.0);
  }

  @Test
  void sections_of_a_list_are_added_one_by_one() {
    List<Section> items =
        builder()
            .add(ITEMS, item -> item.set(NAME, "one").set(TOKEN, new Secret("hunter2")))
            .add(ITEMS, item -> item.set(NAME, "two"))
            .build()
            .get(ITEMS);

    assertThat(items).extracting(item -> item.get(NAME)).containsExactly("one", "two");
    assertThat(items.get(0).get(TOKEN).reveal()).isEqualTo("hunter2");
  }

  @Test
  void every_problem_is_told_as_for_a_file() {
    ConfigBuilder<Section> wrong =
        builder().set(EPOCHS, 1000).set(Shape.Circle.RADIUS, 1.0).add(ITEMS, item -> {});

    assertThatThrownBy(wrong::build)
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("3 problems")
        .hasMessageContaining("builder: training.epochs: must be between 1 and 100, found \"1000\"")
        .hasMessageContaining("builder: shape.radius: belongs to type circle")
        .hasMessageContaining("builder: items[0].name: is required");
  }

  @Test
  void a_secret_is_never_in_a_message() {
    FieldTable table = FieldTable.of(Field.text("plain", null, "n").mandatory(), TOKEN);

    assertThatThrownBy(
            () ->
                table
                    .builder(
                        (section, problems) -> {
                          section.refuse(problems, TOKEN, "is wrong");
                          return section;
                        })
                    .set(TOKEN, new Secret("hunter2"))
                    .build())
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void a_field_of_elsewhere_or_of_two_places_is_a_programming_error() {
    FieldTable twice =
        FieldTable.of(
            Field.section("a", FieldTable.of(EPOCHS), "n"),
            Field.section("b", FieldTable.of(EPOCHS), "n"));

    assertThatThrownBy(() -> builder().set(NAME, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The key name stands 0 times in this configuration");
    assertThatThrownBy(() -> twice.builder((section, problems) -> section).set(EPOCHS, 3))
        .hasMessage("The key epochs stands 2 times in this configuration");
    assertThatThrownBy(() -> builder().set(TRAINING, TABLE.defaults()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_section_of_another_table_can_be_filled_too() {
    FieldTable own = FieldTable.of(EPOCHS);
    ConfigBuilder<ConfigNode.Mapping> raw = ConfigBuilder.of(TABLE, (node, problems) -> node);

    ConfigNode.Mapping built = raw.section("own", own, step -> step.set(EPOCHS, 7)).build();

    assertThat(built.entries()).containsOnlyKeys("own");
  }
}
