package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.config.ConfigValues;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldMark;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.FieldType;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.ProviderContract;
import io.edgeflow.core.config.Providers;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.table.CollectedTable;
import io.edgeflow.data.table.FeatureConfig;
import io.edgeflow.data.table.TableColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each kind of source promises. */
abstract class DataSourceProviderContract extends ProviderContract<DataSourceProvider> {
  private final Problems problems = new Problems();
  @TempDir private Path temp;
  private RunContext context;

  /** Own keys of a source with the records {@code a, label} = 1, x and 2, y. */
  abstract Map<String, ?> working(Path folder) throws IOException;

  /** What the features of these records are. */
  FeatureConfig features() {
    return FeatureConfig.defaults();
  }

  /** Features and label of these records. */
  List<String> expected() {
    return List.of("[1.0]x", "[2.0]y");
  }

  /** Another valid value for each own key, none of which leads to records. */
  abstract Map<String, ?> others();

  /** Own keys that another value of a key goes with. */
  Map<String, ?> beside(String key) {
    try {
      return working(temp);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keys that go together, and lead to no records. */
  Map<String, ?> nowhere() {
    return others();
  }

  /** The folder of the configuration file, which relative paths are looked up from. */
  final Path folder() {
    return temp;
  }

  @BeforeEach
  final void context() {
    context = RunContext.standalone(temp.resolve("w"), 1);
  }

  @Override
  protected final Providers<DataSourceProvider> all() {
    return DataSourceProvider.ALL;
  }

  @Override
  protected final FieldTable common() {
    return DataSource.FIELDS;
  }

  /** The source that an entry with these own keys makes; problems are collected. */
  final Optional<DataSource> source(Map<String, ?> keys) {
    return DataSource.from(List.of(entry(keys)), Optional.of(temp), problems).stream().findFirst();
  }

  final Problems problems() {
    return problems;
  }

  /** Lands the source that an entry makes. */
  final LandedSource land(Map<String, ?> keys) {
    return Landing.land(List.of(source(keys).orElseThrow()), context).sources().get(0);
  }

  /** Lands all files of the source that an entry makes. */
  final List<LandedSource> landAll(Map<String, ?> keys) {
    return Landing.land(List.of(source(keys).orElseThrow()), context).sources();
  }

  /** The text of what was landed. */
  final String text(LandedSource landed) {
    return new String(context.artifacts().read(landed.raw()), StandardCharsets.UTF_8);
  }

  /** A file in the folder, with what lies above it. */
  final Path write(String name, byte[] bytes) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  /** A file of text in the folder. */
  final Path write(String name, String text) throws IOException {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Keys of a source at a path. */
  static Map<String, Object> at(String path, Object... keysAndValues) {
    Map<String, Object> keys = new HashMap<>(Map.of("path", path));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      keys.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return keys;
  }

  private Section entry(Map<String, ?> keys) {
    Map<String, Object> values = new HashMap<>(keys);
    values.put("name", "plant");
    values.put("type", provider().id());
    return DataSource.FIELDS.read(ConfigValues.node(values), "data_sources[0]", problems);
  }

  @Test
  void an_entry_makes_a_source_of_its_name() throws IOException {
    assertThat(source(working(temp)).orElseThrow().name()).isEqualTo("plant");
    assertThat(source(working(temp))).isEqualTo(source(working(temp)));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void its_records_land_alike_each_time_and_can_be_read() throws IOException {
    List<LandedSource> landed = landAll(working(temp));

    assertThat(landAll(working(temp))).isEqualTo(landed);
    assertThat(records(landed)).isEqualTo(expected());
  }

  private List<String> records(List<LandedSource> landed) {
    return rows(landed, "CAST(v AS VARCHAR) || label");
  }

  /** A text of each record of what was landed. */
  final List<String> rows(LandedSource landed, String text) {
    return rows(List.of(landed), text);
  }

  /** A text of each record of what was landed, in the order of the files. */
  final List<String> rows(List<LandedSource> landed, String text) {
    List<String> records = new ArrayList<>();
    try (WorkFolder work = WorkFolder.in(context.artifacts());
        DataEngine engine = DataEngine.duckDb(work, 512, 2)) {
      CollectedTable.load(
              engine,
              landed,
              source -> context.artifacts().open(source.raw()),
              features(),
              TableColumns.Extra.NONE)
          .loadFeatures();
      engine.query(
          "SELECT " + text + " FROM rows ORDER BY source, record", row -> records.add(row.text(1)));
    }
    return records;
  }

  @Test
  void without_a_mandatory_key_there_is_a_problem_and_no_source() throws IOException {
    for (Field<?> key : provider().fields().fields()) {
      Map<String, Object> rest = new HashMap<>(working(temp));
      if (key.required()) {
        rest.remove(key.name());
        assertThat(source(rest)).isEmpty();
        assertThat(problems.all()).anyMatch(p -> p.key().equals("data_sources[0]." + key.name()));
      }
    }
  }

  @Test
  void each_key_makes_another_source() throws IOException {
    assertThat(others().keySet())
        .containsExactlyInAnyOrderElementsOf(
            provider().fields().fields().stream().map(Field::name).toList());

    others()
        .forEach(
            (key, value) -> {
              Map<String, ?> usual = beside(key);
              Map<String, Object> changed = new HashMap<>(usual);
              changed.put(key, value);
              assertThat(source(changed)).as(key).isPresent().isNotEqualTo(source(usual));
            });
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void each_key_says_where_records_lie_or_is_a_secret() {
    assertThat(provider().fields().fields())
        .allMatch(key -> key.mark() == FieldMark.INPUT || key.mark() == FieldMark.SECRET);
  }

  @Test
  void where_there_are_no_records_the_error_names_the_source_and_its_origin() {
    DataSource source = source(nowhere()).orElseThrow();

    assertThatThrownBy(() -> Landing.land(List.of(source), context))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("plant")
        .hasMessageContaining(source.origin());
  }

  @Test
  void a_secret_is_nowhere_shown() {
    List<String> secrets =
        provider().fields().fields().stream()
            .filter(key -> key.type() == FieldType.SECRET)
            .map(Field::name)
            .toList();

    for (String key : secrets) {
      String secret = (String) others().get(key);
      Map<String, Object> keys = new HashMap<>(nowhere());
      keys.keySet().removeAll(secrets);
      keys.put(key, secret);
      DataSource source = source(keys).orElseThrow();
      assertThat(source.origin() + source).doesNotContain(secret);
      assertThatThrownBy(() -> Landing.land(List.of(source), context))
          .hasMessageNotContaining(secret);
    }
  }
}
