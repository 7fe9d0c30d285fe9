package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Sources of type {@code parquet}: a table whose columns have types. */
public final class ParquetProvider implements DataSourceProvider {
  /** Where the file lies. */
  public static final Field<Path> PATH =
      Field.path("path", null, "the Parquet file").mandatory().input();

  /** How large the file may be. */
  public static final Field<Integer> MAX_MB = LocalSource.maxMb(65_536, 1 << 20);

  private static final FieldTable FIELDS = FieldTable.of(PATH, MAX_MB, DataSource.TIMEOUT);

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
    return Optional.of(new Table(LocalPath.of(entry, PATH, base), (long) entry.get(MAX_MB) << 20));
  }

  private record Table(LocalPath at, long maxBytes) implements LocalSource {
    @Override
    public LandedSource.Format format() {
      return LandedSource.Format.PARQUET;
    }

    @Override
    public Path fetch(Path target, RunContext context) {
      Path file = at.file();
      try {
        if (Files.size(file) > maxBytes) {
          throw tooLarge(maxBytes);
        }
      } catch (IOException e) {
        throw failed("cannot be read").found(e).cause(e).build();
      }
      return file;
    }
  }
}
