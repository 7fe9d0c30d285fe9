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
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Fetches all sources in parallel into content-addressed files that are never changed. */
public final class Landing {
  private Landing() {}

  /** Changes what a source gave before anything of it lands. */
  @FunctionalInterface
  public interface Rewriting {
    /** Lands everything as it is. */
    Rewriting NONE = (source, given, target, context) -> given;

    /**
     * Rewrites what a source gave.
     *
     * @param target a file that does not exist yet, in a folder that is deleted after landing
     * @return with the file {@code target}, or as it is given where that may land
     */
    Fetched rewrite(DataSource source, Fetched given, Path target, RunContext context);
  }

  /**
   * Lands every source, at most {@code context.threads()} at a time.
   *
   * <pre>{@code
   * Landed landed =
   *     Landing.land(List.of(new FileSource("digits", Path.of("digits.csv"))), context);
   * String dataVersion = landed.version();
   * }</pre>
   *
   * @return what they gave, in the order given, and which of those that are not required failed
   * @throws PipelineException for the first source in that order which fails and is required, with
   *     the other failures as suppressed, or when none is left; nothing is retried
   */
  public static Landed land(List<DataSource> sources, RunContext context) {
    return land(sources, Rewriting.NONE, context);
  }

  /** Lands every source as {@code rewriting} gives it; see {@link #land(List, RunContext)}. */
  public static Landed land(List<DataSource> sources, Rewriting rewriting, RunContext context) {
    sources.forEach(Landing::requireName);
    int threads = Math.max(1, Math.min(sources.size(), context.threads()));
    try (WorkFolder folder = WorkFolder.in(context.artifacts());
        Progress.Task task = context.progress().start("collect", sources.size(), "sources");
        Fetching fetching = new Fetching(threads)) {
      List<Future<List<LandedSource>>> pending = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        DataSource source = sources.get(i);
        Path target = folder.file("download-" + i);
        pending.add(
            fetching.submit(source, context, bounded -> fetch(source, rewriting, target, bounded)));
      }
      return await(sources, pending, task, context);
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

  private static List<LandedSource> fetch(
      DataSource source, Rewriting rewriting, Path target, RunContext context) {
    String artifact = source.name() + "." + source.format().extension();
    List<LandedSource> landed = new ArrayList<>();
    for (Fetched each : source.fetchAll(target, context)) {
      Path kept = target.resolveSibling(target.getFileName() + "-kept-" + landed.size());
      Fetched rewritten = rewriting.rewrite(source, each, kept, context);
      landed.add(
          new LandedSource(
              source.name() + rewritten.suffix(),
              source.format(),
              source.origin() + rewritten.note(),
              source.delimiter(),
              rewritten.cells(),
              context.artifacts().put(artifact, rewritten.file())));
    }
    return landed;
  }

  private static Landed await(
      List<DataSource> sources,
      List<Future<List<LandedSource>>> pending,
      Progress.Task progress,
      RunContext context) {
    List<LandedSource> landed = new ArrayList<>();
    List<MissingSource> missing = new ArrayList<>();
    List<PipelineException> failures = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      try {
        landed.addAll(pending.get(i).get());
        progress.step(1);
      } catch (ExecutionException e) {
        context.check();
        PipelineException failure = asPipelineException(e);
        if (sources.get(i).isRequired() || failure.isInterruption()) {
          failures.add(failure);
        } else {
          missing.add(MissingSource.of(sources.get(i), failure));
        }
      } catch (InterruptedException e) {
        throw Interrupts.restored(e, "Interrupted while collecting data");
      }
    }
    throwFirst(failures);
    if (landed.isEmpty() && !missing.isEmpty()) {
      throw PipelineException.failed("No data source gave anything, though none is required")
          .found(missing.stream().map(MissingSource::note).collect(Collectors.joining("; ")))
          .limit("at least one source")
          .where("data_pipeline.data_sources")
          .remedy("bring one of them back")
          .build();
    }
    missing.forEach(each -> context.events().record("data.source_missing", each.fields()));
    return new Landed(landed, missing);
  }

  private static void throwFirst(List<PipelineException> failures) {
    if (!failures.isEmpty()) {
      PipelineException first = failures.get(0);
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
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
