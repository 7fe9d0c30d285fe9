package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.thread.Interrupts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads that fetch sources. A time limit counts from the source's own start: work that looks
 * at its context ends at its next look, and work that hangs is left to a thread of its own, which
 * keeps no program from its end.
 */
final class Fetching implements AutoCloseable {
  private static final ThreadFactory DAEMONS =
      work -> {
        Thread thread = new Thread(work, "edgeflow-fetch");
        thread.setDaemon(true);
        return thread;
      };
  private static final long LAST_LOOK_S = 5;

  private final ExecutorService workers;
  private final ExecutorService limited = Executors.newCachedThreadPool(DAEMONS);

  /** What is done within the limit. */
  interface Work {
    List<LandedSource> in(RunContext context);
  }

  Fetching(int threads) {
    this.workers = Executors.newFixedThreadPool(threads, DAEMONS);
  }

  Future<List<LandedSource>> submit(DataSource source, RunContext context, Work work) {
    return workers.submit(
        () ->
            source.timeLimit().isEmpty()
                ? work.in(context)
                : within(source.timeLimit().get(), source, context, work));
  }

  private List<LandedSource> within(
      Duration limit, DataSource source, RunContext context, Work work) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    RunContext bounded =
        context.within(
            () -> {
              context.check();
              if (System.nanoTime() - end > 0) {
                throw tooSlow(source, limit);
              }
            });
    Future<List<LandedSource>> landed = limited.submit(() -> work.in(bounded));
    try {
      return landed.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      landed.cancel(true);
      throw tooSlow(source, limit);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception known ? known : e;
    }
  }

  private static PipelineException tooSlow(DataSource source, Duration limit) {
    return PipelineException.failed("The source \"" + source.name() + "\" took too long")
        .limit(limit.toMillis() / 1e3 + " s")
        .where(source.origin())
        .remedy("raise its timeout, or see why it is slow")
        .build();
  }

  /** Stops all; what writes into a folder has a moment to see it before the folder goes. */
  @Override
  public void close() {
    workers.shutdownNow();
    limited.shutdownNow();
    try {
      limited.awaitTermination(LAST_LOOK_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while collecting data");
    }
  }
}
