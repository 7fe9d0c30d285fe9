package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.data.archive.CifarFiles;
import io.edgeflow.data.archive.CifarFiles.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Sources of type {@code cifar}: the binary version of CIFAR-10 and CIFAR-100. */
public final class CifarProvider implements DataSourceProvider {
  /** The folder. */
  public static final Field<Path> PATH = FolderSource.PATH;

  /** How large all files together may be. */
  public static final Field<Integer> MAX_MB = Archiving.MAX_MB;

  /** Which files hold images. */
  public static final Field<List<String>> INCLUDE =
      FolderSource.include(List.of("**.bin"), "globs for the files below it");

  /** Which CIFAR it is. */
  public static final Field<Variant> VARIANT =
      Field.choice(
              "variant",
              Variant.CIFAR10,
              List.of(Variant.values()),
              Variant::id,
              "with the column label, or with coarse_label and fine_label; all are numbers")
          .input();

  private static final FieldTable FIELDS =
      FieldTable.of(PATH, INCLUDE, VARIANT, MAX_MB, DataSource.TIMEOUT);

  @Override
  public String id() {
    return "cifar";
  }

  @Override
  public String description() {
    return "the binary version of CIFAR, unpacked";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    return FolderSource.from(entry, INCLUDE, new CifarFiles(entry.get(VARIANT)), base, problems);
  }
}
