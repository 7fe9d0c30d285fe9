package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.RunContext;
import java.nio.file.Path;
import java.util.Optional;

/** Sources of type {@code parquet}: a table whose columns have types. */
public final class ParquetProvider implements DataSourceProvider {
  /** Where the file lies. */
  public static final Field<Path> PATH =
      Field.path("path", null, "the Parquet file").mandatory().input();

  private static final FieldTable FIELDS = FieldTable.of(PATH);

  @Override
  public String id() {
    return "parquet";
  }

  @Override
  public String description() {
    return "a Parquet file of this machine";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    return Optional.of(new Table(LocalPath.of(entry, PATH, base)));
  }

  private record Table(LocalPath at) implements DataSource {
    @Override
    public String name() {
      return at.source();
    }

    @Override
    public String origin() {
      return at.written().toString();
    }

    @Override
    public LandedSource.Format format() {
      return LandedSource.Format.PARQUET;
    }

    @Override
    public void requirePresent() {
      at.file();
    }

    @Override
    public Path fetch(Path target, RunContext context) {
      return at.file();
    }
  }
}
