package io.edgeflow.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.ElementType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 4,000 rows of a kilobyte, of which each holds its number. */
class RowPassTest {
  private static final int ROWS = 4000;
  private static final int WIDTH = 256;

  @TempDir Path folder;
  private RowPass<float[]> pass;

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("rows.npy");
    try (NpyWriter writer = new NpyWriter(file, ElementType.FLOAT32, WIDTH)) {
      float[] row = new float[WIDTH];
      for (int i = 0; i < ROWS; i++) {
        row[0] = i;
        writer.append(row);
      }
    }
    Npy array = Npy.map(file);
    Column column = new Column(ElementType.FLOAT32, List.of(array), ROWS, array.rowBytes());
    pass = new RowPass<>(column, ROWS, row -> ROWS - 1 - row, RowReader::read);
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, ROWS).mapToObj(i -> ROWS - 1 - i).toList();
  }

  @Test
  void rows_come_in_their_order_whatever_the_number_of_threads() {
    for (int threads : new int[] {1, 2, 3}) {
      List<Integer> found = new ArrayList<>();

      pass.each(threads, row -> (int) row[0], found::add);

      assertThat(found).isEqualTo(numbers());
    }
  }

  @Test
  void blocks_hold_every_row_once_and_none_is_large() {
    List<Integer> sizes = new ArrayList<>();

    pass.blocks(2, List::size, sizes::add);

    assertThat(sizes).hasSize(4).allMatch(size -> size <= 1025);
    assertThat(sizes.stream().mapToInt(i -> i).sum()).isEqualTo(ROWS);
  }

  @Test
  void one_by_one_the_rows_are_the_same() {
    List<Integer> found = new ArrayList<>();
    for (float[] row : pass) {
      found.add((int) row[0]);
    }

    assertThat(found).isEqualTo(numbers());
  }

  @Test
  void what_a_look_fails_with_ends_the_pass_after_what_comes_before() {
    List<Integer> found = new ArrayList<>();

    assertThatThrownBy(() -> pass.each(2, row -> (int) refused(row), found::add))
        .isInstanceOf(PipelineException.class)
        .hasMessage("Row 1000 is refused");
    assertThat(found).isNotEmpty().isSubsetOf(numbers()).allMatch(number -> number > 1000);
  }

  private static float refused(float[] row) {
    if (row[0] == 1000) {
      throw PipelineException.failed("Row 1000 is refused").build();
    }
    return row[0];
  }

  @Test
  void an_interrupt_ends_the_pass() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> pass.each(2, row -> row[0], found -> {}))
          .isInstanceOfSatisfying(
              PipelineException.class, e -> assertThat(e.isInterruption()).isTrue());
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
