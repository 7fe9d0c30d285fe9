package io.edgeflow.train.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.edgeflow.train.optimizer.Adam;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Native memory is freed by closing managers only: a forgotten one shows as growth. */
class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/statm");
  private static final long PAGE = 4096;
  private static final long ALLOWED_GROWTH = 24L << 20;

  @Test
  void training_and_evaluation_do_not_grow() throws IOException {
    assumeTrue(Files.exists(STATUS), "only Linux tells a process's resident memory this way");
    ByteBuffer images = Golden.images();
    try (TrainingSession session = new TrainingSession(Golden.network(true), new Adam(1e-4), 1)) {
      long before = 0;
      for (int step = 0; step < 800; step++) {
        if (step == 200) {
          before = residentBytes();
        }
        session.step(images, scores -> scores, Golden.DIMS);
        session.scores(images, Golden.DIMS);
      }

      // One step's activations are about 200 kB: 600 leaked ones would be five times the limit.
      assertThat(residentBytes() - before).isLessThan(ALLOWED_GROWTH);
    }
  }

  private static long residentBytes() throws IOException {
    return Long.parseLong(Files.readString(STATUS).split(" ")[1]) * PAGE;
  }
}
