package io.edgeflow.formats.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class FreedMemoryTest {
  private static final int BLOCK = 64 << 10;
  private static final int BLOCKS = 2048;

  @Test
  @EnabledOnOs(OS.LINUX)
  void what_was_freed_below_memory_in_use_goes_back_to_the_system() throws IOException {
    List<BytePointer> blocks = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      blocks.add(new BytePointer(Pointer.malloc(BLOCK)).capacity(BLOCK).fill(1));
    }
    Pointer above = Pointer.malloc(BLOCK);
    blocks.forEach(Pointer::free);
    long kept = residentKiB();

    FreedMemory.giveBack();

    assertThat(kept - residentKiB()).isGreaterThan(BLOCKS * (BLOCK >> 10) / 2);
    Pointer.free(above);
  }

  private static long residentKiB() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
