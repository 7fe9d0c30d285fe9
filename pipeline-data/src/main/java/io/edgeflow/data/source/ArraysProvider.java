package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.archive.ArrayFiles;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sources of type {@code arrays}: one array with a sample a row, and one with their labels. */
public final class ArraysProvider implements DataSourceProvider {
  /** How large all files together may be. */
  public static final Field<Integer> MAX_MB = Archiving.MAX_MB;

  /** Where the samples lie. */
  public static final Field<Path> FEATURES =
      Field.path(
              "features",
              null,
              "a .npy or IDX file with a sample a row, gzipped or not; one in a ZIP or .npz:"
                  + " data.npz!/x.npy")
          .mandatory()
          .input();

  /** Where their labels lie. */
  public static final Field<Path> LABELS =
      Field.path(
              "labels", null, "such a file with a number a sample: the column label; default: none")
          .input();

  private static final FieldTable FIELDS =
      FieldTable.of(FEATURES, LABELS, MAX_MB, DataSource.TIMEOUT);

  @Override
  public String id() {
    return "arrays";
  }

  @Override
  public String description() {
    return "arrays of NumPy (.npy) or in the form of MNIST (IDX): samples, and their labels";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    return Optional.of(
        new Arrays(
            LocalPath.of(entry, FEATURES, base),
            entry.find(LABELS).map(labels -> LocalPath.of(entry, LABELS, base)),
            Archiving.maxBytes(entry)));
  }

  private record Arrays(LocalPath at, Optional<LocalPath> labels, long maxBytes)
      implements LocalSource {
    @Override
    public LandedSource.Format format() {
      return LandedSource.Format.ARCHIVE;
    }

    @Override
    public void requirePresent() {
      try (Place features = Place.open(at);
          Place answers = Place.open(labels.orElse(at))) {
        files(features, answers);
      }
    }

    @Override
    public Path fetch(Path target, RunContext context) {
      ArrayFiles form = new ArrayFiles(labels.isPresent());
      try (Place features = Place.open(at);
          Place answers = Place.open(labels.orElse(at))) {
        return new Archiving(this, form, maxBytes).write(target, files(features, answers), context);
      }
    }

    private SortedMap<String, Path> files(Place features, Place answers) {
      SortedMap<String, Path> files = new TreeMap<>();
      files.put(ArrayFiles.FEATURES, features.file());
      labels.ifPresent(given -> files.put(ArrayFiles.LABELS, answers.file()));
      return files;
    }
  }
}
