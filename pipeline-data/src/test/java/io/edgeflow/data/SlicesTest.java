package io.edgeflow.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.SliceFiles;
import io.edgeflow.core.dataset.SliceFiles.SliceColumn;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rows are told apart by when a model is measured lies beside the data set. */
class SlicesTest extends ConfigReading {
  private static final int ROWS = 240;

  @TempDir private Path folder;

  private static String device(int row) {
    return row % 6 == 5 ? "" : "d" + row % 3;
  }

  /** The feature says which row it is. */
  private static String line(int row) {
    return "%d,c%d,%s,%d,%s".formatted(row, row % 2, device(row), row % 200, "mail" + row);
  }

  private DataConfig config(IntFunction<String> line, Map<String, Object> more) throws IOException {
    Path file = folder.resolve("table.csv");
    Files.write(
        file,
        Stream.concat(
                Stream.of("row,label,device,heat,mail"), IntStream.range(0, ROWS).mapToObj(line))
            .toList());
    Map<String, Object> section = new HashMap<>();
    section.put(
        "data_sources", List.of(Map.of("name", "table", "type", "files", "path", file.toString())));
    section.put("features", Map.of("columns", List.of("row")));
    section.put("quality", Map.of("not_applicable", Map.of("timeliness", "none")));
    section.putAll(more);
    DataConfig config = read(section);
    assertThat(problems.all()).isEmpty();
    return config;
  }

  private DataResult prepared(DataConfig config) {
    RunContext context = context();
    DataPipeline pipeline = new DataPipeline(config);
    return pipeline.run(pipeline.collect(context), context);
  }

  private RunContext context() {
    return RunContext.standalone(folder.resolve("w"), 42);
  }

  private static SliceFiles slices(DataResult result) {
    SliceFiles slices = result.collection().splits().slices();
    assertThat(slices).isNotNull();
    return slices;
  }

  private Split test(DataResult result) {
    return Dataset.open(result.dataset(), context().artifacts()).test();
  }

  private Map<String, int[]> rows(DataResult result, String column) {
    return slices(result).testRows(column, context().artifacts());
  }

  @Test
  void each_test_row_is_found_under_what_it_holds_and_missing_cells_are_a_slice()
      throws IOException {
    DataResult result =
        prepared(config(SlicesTest::line, Map.of()).withSlices(List.of("heat", "device")));

    Map<String, int[]> rows = rows(result, "device");
    Split test = test(result);

    assertThat(rows).containsOnlyKeys(SliceFiles.MISSING, "d0", "d1", "d2");
    assertThat(rows.values().stream().mapToInt(each -> each.length).sum()).isEqualTo(test.rows());
    rows.forEach(
        (value, places) -> {
          for (int place : places) {
            String device = device((int) test.raw(place)[0]);
            assertThat(device.isEmpty() ? SliceFiles.MISSING : device).isEqualTo(value);
          }
        });
  }

  @Test
  void the_data_set_is_the_same_whatever_it_is_told_apart_by() throws IOException {
    DataConfig config = config(SlicesTest::line, Map.of());

    DataResult plain = prepared(config);
    DataResult told = prepared(config.withSlices(List.of("device", "row")));

    assertThat(told.dataset()).isEqualTo(plain.dataset());
    assertThat(plain.collection().splits().slices()).isNull();
    assertThat(Json.read(Json.text(told), DataResult.class, "test").collection().splits())
        .isEqualTo(told.collection().splits());
    assertThat(told.collection().splits().files()).containsAll(slices(told).files().toList());
    assertThat(Json.text(plain.collection().splits())).doesNotContain("slices");
  }

  @Test
  void many_numbers_are_cut_at_their_quartiles() throws IOException {
    DataResult result = prepared(config(SlicesTest::line, Map.of()).withSlices(List.of("heat")));

    SliceColumn heat = slices(result).columns().get(0);
    Split test = test(result);

    assertThat(heat.values())
        .containsExactly("up to 29", "above 29 to 79", "above 79 to 139", "above 139");
    rows(result, "heat")
        .forEach(
            (value, places) -> {
              for (int place : places) {
                double found = (int) test.raw(place)[0] % 200;
                int slice = heat.values().indexOf(value);
                assertThat(found <= 29 ? 0 : found <= 79 ? 1 : found <= 139 ? 2 : 3)
                    .isEqualTo(slice);
              }
            });
  }

  @Test
  void a_column_of_more_than_twenty_numbers_is_measured_and_of_as_many_texts_is_named()
      throws IOException {
    DataConfig numbers =
        config(row -> "%d,c%d,%d,%d,m".formatted(row, row % 2, row % 21, row), Map.of());
    SliceColumn measured = slices(prepared(numbers.withSlices(List.of("device")))).columns().get(0);
    DataConfig texts =
        config(row -> "%d,c%d,d%d,%d,m".formatted(row, row % 2, row % 21, row), Map.of());
    SliceColumn named = slices(prepared(texts.withSlices(List.of("device")))).columns().get(0);

    assertThat(measured.values()).hasSize(4).first().isEqualTo("up to 4");
    assertThat(named.values()).hasSize(21).contains("d20");
  }

  @Test
  void a_column_of_too_many_texts_is_refused_with_what_helps() throws IOException {
    DataConfig config = config(SlicesTest::line, Map.of()).withSlices(List.of("mail"));

    assertThatThrownBy(() -> prepared(config))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("A column to slice by has too many values")
        .hasMessageContaining("more than 100, among them \"mail0\"")
        .hasMessageContaining("model_training.evaluation.slices, column \"mail\"")
        .hasMessageContaining("fewer values");
  }

  @Test
  void a_column_that_no_source_has_is_refused_by_name() throws IOException {
    DataConfig config = config(SlicesTest::line, Map.of()).withSlices(List.of("devise"));

    assertThatThrownBy(() -> prepared(config))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("A column to slice by is in no source")
        .hasMessageContaining("device");
  }

  @Test
  void a_hashed_column_tells_rows_apart_by_its_hashes() throws IOException {
    DataConfig config =
        config(
            SlicesTest::line,
            Map.of(
                "features",
                Map.of("columns", List.of("row"), "personal", Map.of("device", "hash"))));

    SliceColumn device = slices(prepared(config.withSlices(List.of("device")))).columns().get(0);

    assertThat(device.values()).hasSize(3).allMatch(value -> value.matches("[0-9a-f]{16,}"));
  }

  @Test
  void a_window_holds_what_its_last_row_holds() throws IOException {
    DataConfig config =
        config(
            row -> "%d,c%d,d%d,%d,m".formatted(row, row % 8 / 4, row / 80, row),
            Map.of(
                "features",
                Map.of(
                    "columns",
                    List.of("row"),
                    "window",
                    Map.of("rows", 4, "step", 4, "order", "heat", "by", "device"))));

    DataResult result = prepared(config.withSlices(List.of("device")));
    Split test = test(result);

    assertThat(rows(result, "device").keySet()).isSubsetOf("d0", "d1", "d2");
    rows(result, "device")
        .forEach(
            (value, places) -> {
              for (int place : places) {
                assertThat("d" + (int) test.raw(place)[3] / 80).isEqualTo(value);
              }
            });
  }
}
