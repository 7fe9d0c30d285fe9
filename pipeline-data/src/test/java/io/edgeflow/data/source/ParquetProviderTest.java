package io.edgeflow.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.DataConfig;
import io.edgeflow.data.DataPipeline;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.Sql;
import io.edgeflow.data.engine.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParquetProviderTest extends DataSourceProviderContract {
  private static final String ROW = "CAST(v AS VARCHAR) || coalesce(label, 'none')";

  @Override
  protected DataSourceProvider provider() {
    return new ParquetProvider();
  }

  @Override
  Map<String, ?> working(Path folder) {
    return table("SELECT * FROM (VALUES (1, 'x'), (2, 'y')) AS t(a, label)");
  }

  @Override
  Map<String, ?> others() {
    return Map.of("path", "nowhere.parquet", "max_mb", 7, "timeout", 9, "pattern", "(?<b>.*)");
  }

  private Map<String, ?> table(String query) {
    try (WorkFolder work = WorkFolder.in(new ArtifactStore(folder().resolve("made")));
        DataEngine engine = DataEngine.duckDb(work, 512, 2)) {
      engine.execute(
          "COPY ("
              + query
              + ") TO "
              + Sql.text(folder().resolve("a.parquet"))
              + " (FORMAT parquet)");
    }
    return Map.of("path", "a.parquet");
  }

  @Test
  void numbers_of_every_type_are_features() {
    LandedSource landed =
        land(
            table(
                """
                SELECT CAST(1 AS UTINYINT) AS a, CAST(-2 AS BIGINT) AS b, 1.5 AS c,
                  CAST(0.25 AS FLOAT) AS d, 1e-5 AS e, 'x' AS label
                """));

    assertThat(rows(landed, ROW)).containsExactly("[1.0, -2.0, 1.5, 0.25, 1e-05]x");
  }

  @Test
  void what_is_missing_is_missing_and_what_is_not_finite_no_number() {
    LandedSource landed =
        land(
            table(
                """
                SELECT unnest([1.5, NULL, CAST('nan' AS DOUBLE), CAST('inf' AS DOUBLE), 1e300]) AS a,
                  unnest(['x', NULL, ' ', 'y', 'x']) AS label
                """));

    assertThat(rows(landed, ROW))
        .containsExactly("[1.5]x", "[NULL]none", "[nan]none", "[nan]y", "[nan]x");
  }

  @Test
  void a_number_that_is_stored_as_text_is_none() {
    LandedSource landed = land(table("SELECT '5' AS a, true AS b, 3 AS label"));

    assertThat(rows(landed, ROW)).containsExactly("[nan, nan]3");
  }

  @Test
  void names_of_columns_may_be_anything() {
    LandedSource landed =
        land(table("SELECT 1 AS \"v\", 2 AS \"it's \"\"f1\"\"\", 3 AS record, 'x' AS label"));

    assertThat(rows(landed, ROW)).containsExactly("[1.0, 2.0, 3.0]x");
  }

  @Test
  void a_file_that_is_cut_off_is_refused_with_its_source() throws IOException {
    table("SELECT 1 AS a, 'x' AS label");
    Path file = folder().resolve("a.parquet");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
    LandedSource landed = land(Map.of("path", "a.parquet"));

    assertThatThrownBy(() -> rows(landed, ROW))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The source \"plant\" is no Parquet file that can be read")
        .hasMessageContaining("where: a.parquet");
  }

  @Test
  void a_page_that_is_damaged_is_told_of_with_its_source() throws IOException {
    table("SELECT hash(i) % 1000 / 7.0 AS a, i % 2 AS label FROM range(5000) t(i)");
    Path file = folder().resolve("a.parquet");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 100, 3000, (byte) 0x55);
    Files.write(file, bytes);
    RunContext context = RunContext.standalone(folder().resolve("space"), 1);
    DataPipeline pipeline =
        new DataPipeline(
            DataConfig.builder()
                .add(
                    DataConfig.SOURCES,
                    source ->
                        source
                            .set(DataSource.NAME, "plant")
                            .set(DataSource.TYPE, new ParquetProvider())
                            .set(ParquetProvider.PATH, file))
                .build());

    assertThatThrownBy(() -> pipeline.gate(pipeline.land(context), context))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("The source \"plant\" is no Parquet file that can be read");
  }

  @Test
  void several_files_are_one_table_whatever_the_order_of_their_columns() {
    table("SELECT i AS a, 'x' AS label FROM range(3) t(i)");
    LandedSource first = land(Map.of("path", "a.parquet"));
    table("SELECT 'y' AS label, 0.5 AS a");
    LandedSource second = land(Map.of("path", "a.parquet"));

    assertThat(rows(List.of(first, second), "source || ' ' || record || ' ' || " + ROW))
        .containsExactly("0 1 [0.0]x", "0 2 [1.0]x", "0 3 [2.0]x", "1 1 [0.5]y");
  }

  @Test
  void a_table_without_the_label_is_refused() {
    LandedSource landed = land(table("SELECT 1 AS a"));

    assertThatThrownBy(() -> rows(landed, ROW))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("without [label]");
  }
}
