package io.edgeflow.data.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.error.PipelineException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckDbTest extends DataEngineContract {
  @TempDir private Path temp;

  @Override
  DataEngine open(WorkFolder folder) {
    return DataEngine.duckDb(folder, 512, 2);
  }

  @Test
  void memory_is_bounded_and_the_error_names_the_key() {
    try (WorkFolder folder = WorkFolder.in(new ArtifactStore(temp));
        DataEngine engine = DataEngine.duckDb(folder, 64, 1)) {
      assertThatThrownBy(
              () ->
                  engine.execute(
                      "CREATE TABLE t AS SELECT list(i) AS all_in_one FROM range(50000000) t(i)"))
          .isInstanceOf(PipelineException.class)
          .hasMessageContaining("ran out of memory")
          .hasMessageContaining("data_pipeline.memory_mb");
    }
  }

  @Test
  void more_rows_than_memory_are_sorted_and_streamed() {
    try (WorkFolder folder = WorkFolder.in(new ArtifactStore(temp));
        DataEngine engine = DataEngine.duckDb(folder, 128, 2)) {
      long[] sum = new long[2];

      engine.query(
          "SELECT i, repeat('x', 100) FROM range(3000000) t(i) ORDER BY hash(i)",
          row -> {
            sum[0] += row.integer(1);
            sum[1]++;
          });

      assertThat(sum).containsExactly(2_999_999L * 3_000_000 / 2, 3_000_000);
    }
  }

  @Test
  void after_a_statement_in_order_the_threads_are_as_before() {
    try (WorkFolder folder = WorkFolder.in(new ArtifactStore(temp));
        DataEngine engine = DataEngine.duckDb(folder, 128, 3)) {
      engine.executeInOrder("CREATE TABLE t AS SELECT current_setting('threads') AS during");
      assertThatThrownBy(() -> engine.executeInOrder("SELECT * FROM nowhere"))
          .isInstanceOf(PipelineException.class);

      assertThat(engine.count("SELECT during FROM t")).isEqualTo(1);
      assertThat(engine.count("SELECT current_setting('threads')")).isEqualTo(3);
    }
  }

  @Test
  void literals_are_escaped() {
    try (WorkFolder folder = WorkFolder.in(new ArtifactStore(temp));
        DataEngine engine = DataEngine.duckDb(folder, 256, 1)) {
      assertThat(engine.count("SELECT length(" + Sql.text("it's \\ '' ok") + ")")).isEqualTo(12);
      assertThat(
              engine.count(
                  "SELECT COUNT(*) WHERE "
                      + Sql.number(Double.NEGATIVE_INFINITY)
                      + " < "
                      + Sql.number(-1e300)))
          .isEqualTo(1);
    }
  }
}
