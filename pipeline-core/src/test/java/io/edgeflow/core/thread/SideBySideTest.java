package io.edgeflow.core.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.edgeflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {
  @Test
  void outcomes_come_in_the_order_of_the_pieces() {
    CountDownLatch second = new CountDownLatch(1);
    List<Callable<Integer>> pieces =
        List.of(
            () -> {
              second.await();
              return 1;
            },
            () -> {
              second.countDown();
              return 2;
            });
    List<Integer> found = new ArrayList<>();

    SideBySide.run(pieces, 2, "count", found::add);

    assertThat(found).containsExactly(1, 2);
  }

  @Test
  void the_first_failure_in_the_order_of_the_pieces_is_told() {
    List<Callable<Integer>> pieces =
        List.of(
            () -> 1,
            () -> {
              throw PipelineException.failed("Row 2 is broken").build();
            },
            () -> {
              throw PipelineException.failed("Row 3 is broken").build();
            });

    assertThatThrownBy(() -> SideBySide.run(pieces, 3, "count", done -> {}))
        .isInstanceOf(PipelineException.class)
        .hasMessage("Row 2 is broken");
  }

  @Test
  void outcomes_come_in_order_and_few_pieces_are_begun_ahead() {
    AtomicInteger begun = new AtomicInteger();
    Iterator<Callable<Integer>> pieces =
        IntStream.range(0, 1000)
            .<Callable<Integer>>mapToObj(
                i ->
                    () -> {
                      begun.incrementAndGet();
                      return i;
                    })
            .iterator();
    List<Integer> found = new ArrayList<>();

    try (SideBySide.Outcomes<Integer> outcomes = SideBySide.ahead(pieces, 2, "count")) {
      found.add(outcomes.next());
      assertThat(begun.get()).isLessThan(100);
      while (outcomes.hasNext()) {
        found.add(outcomes.next());
      }
    }

    assertThat(found).containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
  }

  @Test
  void an_interrupted_caller_is_told_so() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> SideBySide.run(List.of(() -> 1), 1, "count", done -> {}))
        .isInstanceOfSatisfying(
            PipelineException.class, e -> assertThat(e.isInterruption()).isTrue());
    assertThat(Thread.interrupted()).isTrue();
  }
}
