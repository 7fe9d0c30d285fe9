package io.edgeflow.data.source;

import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import java.nio.file.Path;
import java.util.Optional;

/** Sources of type {@code files}, see {@link FileSource}. */
public final class FilesProvider implements DataSourceProvider {
  @Override
  public String id() {
    return "files";
  }

  @Override
  public String description() {
    return "a CSV file of this machine";
  }

  @Override
  public FieldTable fields() {
    return FileSource.KEYS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    return FileSource.from(entry, base, problems);
  }
}
