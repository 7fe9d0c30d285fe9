package io.edgeflow.data.source;

import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.nio.file.Path;
import java.util.Optional;

/** Sources of type {@code sensors}, see {@link HttpSource}. */
public final class SensorsProvider implements DataSourceProvider {
  @Override
  public String id() {
    return "sensors";
  }

  @Override
  public String description() {
    return "an endpoint of a sensor gateway that answers GET with JSON records";
  }

  @Override
  public FieldTable fields() {
    return HttpSource.KEYS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    return HttpSource.from(entry, problems);
  }
}
