package io.edgeflow.data.source;

import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.FeatureKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A source with what its entry says beside the keys of its type. */
record LimitedSource(DataSource source, boolean required, Optional<Duration> limit)
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
  public String delimiter() {
    return source.delimiter();
  }

  @Override
  public Optional<FeatureKind> samples() {
    return source.samples();
  }

  @Override
  public boolean samplesOverlap() {
    return source.samplesOverlap();
  }

  @Override
  public boolean isRequired() {
    return required;
  }

  @Override
  public Optional<Duration> timeLimit() {
    return limit;
  }

  @Override
  public void requirePresent() {
    if (required) {
      source.requirePresent();
    }
  }

  @Override
  public Path fetch(Path target, RunContext context) {
    return source.fetch(target, context);
  }

  @Override
  public List<Fetched> fetchAll(Path target, RunContext context) {
    return source.fetchAll(target, context);
  }
}
