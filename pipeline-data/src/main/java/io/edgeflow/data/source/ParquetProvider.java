package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Sources of type {@code parquet}: a table whose columns have types. */
public final class ParquetProvider implements DataSourceProvider {
  /** Where the file lies. */
  public static final Field<Path> PATH =
      Field.path("path", null, "the Parquet file, a glob for several, or data.zip!/a.parquet")
          .mandatory()
          .input();

  /** What the path of a file says of its records. */
  public static final Field<String> PATTERN = TableSource.patternKey();

  /** How large all files may be. */
  public static final Field<Integer> MAX_MB = LocalSource.maxMb(65_536, 1 << 20);

  private static final FieldTable FIELDS = FieldTable.of(PATH, PATTERN, MAX_MB, DataSource.TIMEOUT);

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
    return !TableSource.isPatternRight(entry, PATTERN, problems)
        ? Optional.empty()
        : Optional.of(
            new Table(
                LocalPath.of(entry, PATH, base),
                entry.find(PATTERN).orElse(""),
                (long) entry.get(MAX_MB) << 20));
  }

  private record Table(LocalPath at, String pattern, long maxBytes) implements TableSource {
    @Override
    public LandedSource.Format format() {
      return LandedSource.Format.PARQUET;
    }

    @Override
    public Path land(Path file, Path target, long most, RunContext context) throws IOException {
      return plain(file, target, most, context);
    }
  }
}
