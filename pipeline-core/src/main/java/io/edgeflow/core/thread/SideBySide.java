package io.edgeflow.core.thread;

import io.edgeflow.core.error.PipelineException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Work in pieces on several threads, whose outcomes come in the order of the pieces. */
public final class SideBySide {
  private static final int AHEAD = 8;

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

  /**
   * Runs pieces, of which some are begun ahead of the one that is asked for: memory is bounded by
   * {@value #AHEAD} outcomes a thread. To be closed; what is at work then is given up.
   *
   * @param threads how many pieces run at a time
   * @param work its name, for threads and errors
   */
  public static <T> Outcomes<T> ahead(
      Iterator<? extends Callable<T>> pieces, int threads, String work) {
    return new Outcomes<>(pieces, threads, work);
  }

  /** Outcomes in the order of the pieces. For one thread. */
  public static final class Outcomes<T> implements AutoCloseable {
    private final Iterator<? extends Callable<T>> pieces;
    private final int most;
    private final String work;
    private final ExecutorService workers;
    private final Queue<Future<T>> running = new ArrayDeque<>();

    private Outcomes(Iterator<? extends Callable<T>> pieces, int threads, String work) {
      this.pieces = pieces;
      this.most = AHEAD * threads;
      this.work = work;
      this.workers = Executors.newFixedThreadPool(threads, DaemonThreads.named(work));
    }

    /** Whether a piece is left. */
    public boolean hasNext() {
      return pieces.hasNext() || !running.isEmpty();
    }

    /**
     * The outcome of the next piece.
     *
     * @throws PipelineException that it fails with, or that the caller was interrupted
     */
    public T next() {
      while (running.size() < most && pieces.hasNext()) {
        running.add(workers.submit(pieces.next()));
      }
      return outcome(running.remove(), work);
    }

    @Override
    public void close() {
      workers.shutdownNow();
    }
  }

  private static <T> T outcome(Future<T> piece, String work) {
    try {
      if (Thread.interrupted()) { // get() gives what is done without a look
        throw new InterruptedException();
      }
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
