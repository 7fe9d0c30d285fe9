package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.data.archive.SampleFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * The files of a folder and of those within it, of which hidden ones and those that no glob fits
 * are left out. All are read each time, so that their bytes alone decide what the data is: times
 * and sizes of files, which copies and clocks change or keep, do not count.
 *
 * @param include globs for paths below the folder
 * @param form what the files hold
 */
record FolderSource(LocalPath at, List<String> include, long maxBytes, SampleFiles form)
    implements LocalSource {
  /** The folder. */
  static final Field<Path> PATH =
      Field.path("path", null, "the folder with the files, or one in a ZIP: data.zip!/folder")
          .mandatory()
          .input();

  /** Globs that an entry holds. */
  static Field<List<String>> include(List<String> byDefault, String doc) {
    return Field.texts("include", byDefault, List.of(), doc).input();
  }

  /** A pattern that an entry holds; by default a file lies in the folder of its class. */
  static Field<String> pattern(String file) {
    return Field.text(
            "pattern",
            "(?:(?<folder>.*)/)?(?<label>[^/]+)/[^/]+",
            "a regular expression for the path of each "
                + file
                + " below it; its named groups are columns")
        .input();
  }

  /** What an entry describes; its globs are looked at. */
  static Optional<DataSource> from(
      Section entry,
      Field<List<String>> include,
      SampleFiles form,
      Optional<Path> base,
      Problems problems) {
    return LocalSource.isRight(
            entry, include, problems, () -> entry.get(include).forEach(Place::matcher))
        ? Optional.of(
            new FolderSource(
                LocalPath.of(entry, PATH, base),
                entry.get(include),
                Archiving.maxBytes(entry),
                form))
        : Optional.empty();
  }

  /** The same, whose paths have a pattern. */
  static Optional<DataSource> from(
      Section entry,
      Field<List<String>> include,
      Field<String> pattern,
      SampleFiles form,
      Optional<Path> base,
      Problems problems) {
    boolean right =
        LocalSource.isRight(entry, pattern, problems, () -> Pattern.compile(entry.get(pattern)));
    return from(entry, include, form, base, problems).filter(source -> right);
  }

  @Override
  public LandedSource.Format format() {
    return LandedSource.Format.ARCHIVE;
  }

  @Override
  public Optional<FeatureKind> samples() {
    return form.samples();
  }

  @Override
  public boolean samplesOverlap() {
    return form.samplesOverlap();
  }

  @Override
  public void requirePresent() {
    try (Place place = Place.open(at)) {
      place.folder();
    }
  }

  @Override
  public Path fetch(Path target, RunContext context) {
    try (Place place = Place.open(at)) {
      SortedMap<String, Path> files = place.below(place.folder(), include);
      if (files.isEmpty()) {
        throw failed("holds no file that is included")
            .found(place.folder())
            .limit(include)
            .remedy("correct path or include")
            .build();
      }
      return new Archiving(this, form, maxBytes).write(target, files, context);
    }
  }
}
