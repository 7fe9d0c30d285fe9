package io.edgeflow.core.thread;

import io.edgeflow.core.error.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Work in pieces on several threads, whose outcomes come in the order of the pieces. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Runs pieces, each on one thread.
   *
   * @param threads how many pieces run at a time
   * @param work its name, for threads and errors
   * @param done is given each outcome on the caller's thread; what it throws ends the work
   * @throws PipelineException the first, in the order of pieces, that one fails with; or that the
   *     caller was interrupted
   */
  public static <T> void run(
      List<? extends Callable<T>> pieces, int threads, String work, Consumer<? super T> done) {
    ExecutorService workers = Executors.newFixedThreadPool(threads, DaemonThreads.named(work));
    try {
      List<Future<T>> running = new ArrayList<>();
      pieces.forEach(piece -> running.add(workers.submit(piece)));
      for (Future<T> piece : running) {
        done.accept(outcome(piece, work));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static <T> T outcome(Future<T> piece, String work) {
    try {
      return piece.get();
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while at work: " + work);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PipelineException failure) {
        throw failure;
      }
      throw new IllegalStateException("The work failed: " + work, e.getCause());
    }
  }
}
