package io.edgeflow.core.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DaemonThreadsTest {
  @Test
  void a_thread_is_a_daemon_though_the_one_that_makes_it_is_none() {
    CompletableFuture<Thread> made = new CompletableFuture<>();
    Thread maker = new Thread(() -> made.complete(DaemonThreads.named("d").newThread(() -> {})));
    maker.setDaemon(false);

    maker.start();

    assertThat(made.join().isDaemon()).isTrue();
  }

  @Test
  void a_factory_makes_daemons_of_its_name_and_leaves_the_start_to_the_pool() {
    Thread thread = DaemonThreads.named("worker").newThread(() -> {});

    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).isEqualTo("worker");
    assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
  }

  @Test
  void a_started_thread_is_a_daemon_and_does_the_work() {
    CompletableFuture<Thread> worker = new CompletableFuture<>();

    Thread thread = DaemonThreads.start("reader", () -> worker.complete(Thread.currentThread()));

    assertThat(worker.join()).isSameAs(thread);
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).isEqualTo("reader");
  }
}
