package io.edgeflow.data.source;

import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.nio.file.Path;
import java.util.Optional;

/** Sources of type {@code cloud}, see {@link HttpSource}. */
public final class CloudProvider implements DataSourceProvider {
  @Override
  public String id() {
    return "cloud";
  }

  @Override
  public String description() {
    return "a service that answers GET with JSON records, page by page, or with a file";
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
