package io.edgeflow.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.data.table.Collected;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoublesTest {
  @TempDir private Path temp;

  /** Of few different rows many are doubles; of many hardly any. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 100, 1000",
    "5, 1, 100, 1000",
    "5, 5, 100, 1000",
    "500, 100, 1000, 100",
    "500, 100, 20, 1000",
    "5000, 100000, 1000, 2000",
    "5000, 100000, 1000, 10",
    "5000, 1000000000, 1000, 5000"
  })
  void those_that_are_found_are_those_that_grouping_finds(
      int rows, int different, int most, int share) {
    Random random = new Random(rows);
    String lines =
        IntStream.range(0, rows)
            .mapToObj(i -> i % 97 == 8 ? "short" : random.nextInt(different) + ",2,x")
            .collect(Collectors.joining("\n"));

    try (Collected collected = new Collected(temp)) {
      collected.csv("s", "a,b,label\n" + lines).load();
      Doubles.create(collected.engine(), rows, most, share);

      assertThat(collected.rows("SELECT twin FROM doubles ORDER BY twin", 1))
          .isEqualTo(
              collected.rows(
                  """
                  SELECT twin FROM rows WHERE fault IS NULL
                  GROUP BY twin HAVING COUNT(*) > 1 ORDER BY twin
                  """,
                  1));
    }
  }
}
