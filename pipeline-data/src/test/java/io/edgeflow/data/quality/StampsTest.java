package io.edgeflow.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.data.table.Collected;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampsTest {
  @TempDir private Path temp;

  @Test
  void at_every_time_the_file_tells_what_the_table_tells() {
    try (Collected collected = new Collected(temp)) {
      RowFacts facts = EightRows.load(collected);
      DataQualityChecker checker = new DataQualityChecker(facts, EightRows.config());

      Path file =
          collected
              .store()
              .open(Stamps.write(facts.table(), collected.folder(), collected.store()));

      Duration age = EightRows.config().maxAge();
      for (int ms = -80_000; ms <= 80_000; ms += 500) {
        Instant now = EightRows.NOW.plusMillis(ms);
        assertThat(Stamps.timeliness(file, facts.table().rows(), age, now))
            .isEqualTo(checker.check(now).timeliness());
      }
    }
  }
}
