package io.edgeflow.data.source;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.thread.Interrupts;
import io.edgeflow.data.engine.WorkFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fetches all sources in parallel into content-addressed files that are never changed. */
public final class Landing {
  private Landing() {}

  /** Changes what a source gave before anything of it lands. */
  @FunctionalInterface
  public interface Rewriting {
    /** Lands everything as it is. */
    Rewriting NONE = (source, file, target, context) -> file;

    /**
     * Rewrites a file.
     *
     * @param target a file that does not exist yet, in a folder that is deleted after landing
     * @return {@code target}, or the file itself when it may land as it is
     */
    Path rewrite(DataSource source, Path file, Path target, RunContext context);
  }

  /**
   * Lands every source, at most {@code context.threads()} at a time.
   *
   * <pre>{@code
   * List<LandedSource> landed =
   *     Landing.land(List.of(new FileSource("digits", Path.of("digits.csv"))), context);
   * String dataVersion = LandedSource.version(landed);
   * }</pre>
   *
   * @return one for each source, in the order given
   * @throws PipelineException for the first source in that order which fails, with the other
   *     failures as suppressed; nothing is retried
   */
  public static List<LandedSource> land(List<DataSource> sources, RunContext context) {
    return land(sources, Rewriting.NONE, context);
  }

  /** Lands every source as {@code rewriting} gives it; see {@link #land(List, RunContext)}. */
  public static List<LandedSource> land(
      List<DataSource> sources, Rewriting rewriting, RunContext context) {
    sources.forEach(Landing::requireName);
    int threads = Math.max(1, Math.min(sources.size(), context.threads()));
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (WorkFolder folder = WorkFolder.in(context.artifacts());
        Progress.Task task = context.progress().start("collect", sources.size(), "sources")) {
      List<Future<LandedSource>> pending = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        DataSource source = sources.get(i);
        String download = "download-" + i;
        pending.add(workers.submit(() -> fetch(source, rewriting, folder, download, context)));
      }
      return await(pending, task);
    } finally {
      workers.shutdownNow();
    }
  }

  private static void requireName(DataSource source) {
    if (!DataSource.isFileName(source.name())) {
      throw PipelineException.config("The name of a source is no file name")
          .found(source.name())
          .limit(DataSource.FILE_NAME)
          .where("data_pipeline.data_sources")
          .remedy("give it another name")
          .build();
    }
  }

  private static LandedSource fetch(
      DataSource source,
      Rewriting rewriting,
      WorkFolder folder,
      String download,
      RunContext context) {
    String name = source.name() + "." + source.format().extension();
    Path fetched = source.fetch(folder.file(download), context);
    Path file = rewriting.rewrite(source, fetched, folder.file(download + "-kept"), context);
    return new LandedSource(
        source.name(),
        source.format(),
        source.origin(),
        source.delimiter(),
        context.artifacts().put(name, file));
  }

  private static List<LandedSource> await(
      List<Future<LandedSource>> pending, Progress.Task progress) {
    List<LandedSource> landed = new ArrayList<>();
    List<PipelineException> failures = new ArrayList<>();
    for (Future<LandedSource> each : pending) {
      try {
        landed.add(each.get());
        progress.step(1);
      } catch (ExecutionException e) {
        failures.add(asPipelineException(e));
      } catch (InterruptedException e) {
        throw Interrupts.restored(e, "Interrupted while collecting data");
      }
    }
    if (!failures.isEmpty()) {
      PipelineException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    return List.copyOf(landed);
  }

  private static PipelineException asPipelineException(ExecutionException e) {
    return e.getCause() instanceof PipelineException known
        ? known
        : PipelineException.failed("A source could not be collected")
            .found(String.valueOf(e.getCause()))
            .cause(e)
            .build();
  }
}
