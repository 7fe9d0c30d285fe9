package io.edgeflow.orchestrator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C on a terminal while a conversion calibrates. */
class TerminalConversionTest {
  private static final String MODEL =
      Program.ROOT
          .resolve("pipeline-train/src/test/resources/golden/cnn.v3.safetensors")
          .toAbsolutePath()
          .toString();
  private static final int ROWS = 9_000_000;
  private static final int SIDE = 8;
  private static final int COLUMNS = 100;

  @TempDir private Path folder;

  @Test
  void nothing_half_written_is_left_and_the_old_file_stays() throws Exception {
    Path out =
        Files.writeString(Files.createDirectory(folder.resolve("out")).resolve("a.onnx"), "old");

    try (TerminalProcess process =
        TerminalProcess.start(
            folder.resolve("shown"),
            COLUMNS,
            "convert",
            MODEL,
            out.toString(),
            "--int8",
            "--calibrate",
            rows().toString())) {
      process.await(() -> process.shown().contains(" left"));

      process.interrupt();

      assertThat(process.exitCode()).as(process.shown()).isEqualTo(130);
    }
    assertThat(out).hasContent("old");
    try (Stream<Path> left = Files.list(out.getParent())) {
      assertThat(left).containsExactly(out);
    }
  }

  /** Many rows of zeros, which take no room on the disk. */
  private Path rows() throws IOException {
    Path file = folder.resolve("rows.npy");
    byte[] header = Npy.header(ElementType.UINT8, ROWS, 1, SIDE, SIDE);
    try (RandomAccessFile rows = new RandomAccessFile(file.toFile(), "rw")) {
      rows.write(header);
      rows.setLength(header.length + (long) ROWS * SIDE * SIDE);
    }
    return file;
  }
}
