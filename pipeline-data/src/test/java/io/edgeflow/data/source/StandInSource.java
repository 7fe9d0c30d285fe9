package io.edgeflow.data.source;

import io.edgeflow.core.run.RunContext;
import java.nio.file.Path;
import java.util.function.BiFunction;

/** Looks like a source, and fetches as a test says. */
public record StandInSource(DataSource source, BiFunction<Path, RunContext, Path> fetching)
    implements DataSource {
  @Override
  public String name() {
    return source.name();
  }

  @Override
  public String origin() {
    return source.origin();
  }

  @Override
  public LandedSource.Format format() {
    return source.format();
  }

  @Override
  public Path fetch(Path target, RunContext context) {
    return fetching.apply(target, context);
  }
}
