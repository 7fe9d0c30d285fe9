package io.edgeflow.data.source;

import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.nio.file.Path;
import java.util.Optional;

/** Sources of type {@code external_api}, see {@link HttpSource}. */
public final class ExternalApiProvider implements DataSourceProvider {
  @Override
  public String id() {
    return "external_api";
  }

  @Override
  public String description() {
    return "an interface of another party that answers GET with JSON records, page by page, or a file";
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
