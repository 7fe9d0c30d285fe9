package io.edgeflow.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvidersTest {
  private static final Field<String> NAME = Field.text("name", "it", "what it is called");
  private static final FieldTable TABLE = FieldTable.of(NAME, Shape.TYPE);

  @TempDir private Path folder;

  /** Has the id of another one. */
  public static final class OtherCircle implements Shape {
    @Override
    public String id() {
      return "circle";
    }

    @Override
    public String description() {
      return "another";
    }

    @Override
    public FieldTable fields() {
      return FieldTable.of();
    }
  }

  /** Has no id that a configuration could write. */
  public static final class Unnamed implements Shape {
    @Override
    public String id() {
      return "No Name";
    }

    @Override
    public String description() {
      return "none";
    }

    @Override
    public FieldTable fields() {
      return FieldTable.of();
    }
  }

  @Test
  void providers_are_listed_in_the_order_of_their_ids() {
    assertThat(Shape.ALL.ids()).containsExactly("circle", "square");
    assertThat(Shape.ALL.find("circle")).containsInstanceOf(Shape.Circle.class);
    assertThat(Shape.ALL.find("ring")).isEmpty();
    assertThat(Shape.TYPE.choices()).containsExactly("circle", "square");
  }

  @Test
  void the_same_id_twice_is_refused_by_both_names() throws IOException {
    assertThatThrownBy(() -> listed(OtherCircle.class.getName()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("the same id")
        .hasMessageContaining("circle")
        .hasMessageContaining("Shape$Circle")
        .hasMessageContaining("OtherCircle");
  }

  @Test
  void an_id_that_is_not_snake_case_is_refused() {
    assertThatThrownBy(() -> listed(Unnamed.class.getName()))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("snake_case")
        .hasMessageContaining("No Name");
  }

  @Test
  void a_class_that_cannot_be_loaded_is_one_clear_error() {
    assertThatThrownBy(() -> listed("com.example.Nowhere"))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("cannot be loaded")
        .hasMessageContaining("com.example.Nowhere");
  }

  @Test
  void a_section_takes_the_keys_of_the_provider_that_it_chooses() {
    Problems problems = new Problems();
    Section circle = read(Map.of("type", "circle", "radius", 3.0), problems);
    Section usual = read(Map.of("side", 4.0), problems);

    assertThat(problems.all()).isEmpty();
    assertThat(circle.get(Shape.TYPE)).isInstanceOf(Shape.Circle.class);
    assertThat(circle.get(Shape.Circle.RADIUS)).isEqualTo(3.0);
    assertThat(usual.get(Shape.TYPE)).isInstanceOf(Shape.Square.class);
    assertThat(usual.get(Shape.Square.SIDE)).isEqualTo(4.0);
    assertThat(usual.providers()).containsExactly(Shape.Square.class);
    assertThatThrownBy(() -> usual.get(Shape.Circle.RADIUS))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_key_of_another_provider_is_refused_by_the_owners_name() {
    Problems problems = new Problems();
    read(Map.of("type", "circle", "side", 3.0), problems);
    read(Map.of("type", "circle", "radiu", 3.0), problems);

    assertThat(problems.all())
        .extracting(Problems.Problem::toString)
        .containsExactly(
            "test.yaml:1:1: side: belongs to type square",
            "test.yaml:1:1: radiu: unknown key; did you mean \"radius\"?");
  }

  @Test
  void where_the_word_is_wrong_only_that_is_told() {
    Problems problems = new Problems();
    read(Map.of("type", "circel", "radius", 3.0), problems);

    assertThat(problems.all())
        .extracting(Problems.Problem::toString)
        .containsExactly(
            "test.yaml:1:1: type: \"circel\" is not available; available: circle, square;"
                + " did you mean \"circle\"?");
  }

  @Test
  void a_wrong_word_reads_as_the_default_with_its_keys() {
    Section read = read(Map.of("type", "circel", "radius", 3.0), new Problems());

    assertThat(read.get(Shape.TYPE)).isInstanceOf(Shape.Square.class);
    assertThat(read.get(Shape.Square.SIDE)).isEqualTo(2.0);
  }

  @Test
  void a_section_is_complete_when_every_mandatory_key_has_a_value() {
    Field<String> must = Field.text("must", null, "n").mandatory();
    FieldTable table = FieldTable.of(must, Field.text("may", null, "n"));

    assertThat(table.defaults().isComplete()).isFalse();
    assertThat(table.read(ConfigValues.byKey(Map.of("must", "x")), "", new Problems()).isComplete())
        .isTrue();
  }

  @Test
  void the_fingerprint_tells_providers_and_their_keys_apart() {
    Problems problems = new Problems();

    assertThat(
            List.of(
                read(Map.of(), problems).fingerprint(),
                read(Map.of("side", 3.0), problems).fingerprint(),
                read(Map.of("type", "circle"), problems).fingerprint()))
        .doesNotHaveDuplicates();
    assertThat(read(Map.of("type", "square", "side", 2.0), problems).fingerprint())
        .isEqualTo(read(Map.of(), problems).fingerprint())
        .isEqualTo("{\"name\":\"it\",\"side\":2.0,\"type\":\"square\"}");
  }

  private static Section read(Map<String, ?> values, Problems problems) {
    return TABLE.read(ConfigValues.byKey(values), "", problems);
  }

  /** Lists the shapes of a class path that names one more. */
  private List<String> listed(String more) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Shape.class.getName()), more + "\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      return Shape.ALL.ids();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
