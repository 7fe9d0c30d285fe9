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
    sources.forEach(Landing::requireName);
    int threads = Math.max(1, Math.min(sources.size(), context.threads()));
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (WorkFolder folder = WorkFolder.in(context.artifacts());
        Progress.Task task = context.progress().start("collect", sources.size(), "sources")) {
      List<Future<LandedSource>> pending = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        DataSource source = sources.get(i);
        String download = "download-" + i;
        pending.add(workers.submit(() -> fetch(source, folder, download, context)));
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
      DataSource source, WorkFolder folder, String download, RunContext context) {
    String name = source.name() + "." + source.format().extension();
    Path file = source.fetch(folder.file(download), context);
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
