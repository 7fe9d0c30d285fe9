package io.edgeflow.data;

import io.edgeflow.core.config.ConfigBuilder;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.file.FileTree;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.archive.Fit;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.WorkFolder;
import io.edgeflow.data.image.Image;
import io.edgeflow.data.image.ImageLimits;
import io.edgeflow.data.image.ImageReader;
import io.edgeflow.data.profile.DataProfile;
import io.edgeflow.data.profile.ProfileLimits;
import io.edgeflow.data.source.DataSource;
import io.edgeflow.data.source.DataSourceProvider;
import io.edgeflow.data.source.FileSource;
import io.edgeflow.data.source.FilesProvider;
import io.edgeflow.data.source.ImageFolderProvider;
import io.edgeflow.data.source.JsonLinesProvider;
import io.edgeflow.data.source.LandedSource;
import io.edgeflow.data.source.Landing;
import io.edgeflow.data.source.ParquetProvider;
import io.edgeflow.data.table.CollectedTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Profiles a file or folder, without a configuration and without a workspace.
 *
 * <pre>{@code
 * DataProfile profile = DataProfiler.profile(Path.of("config/data/digits.csv"));
 * }</pre>
 *
 * @param label the column of classes; by default {@code label} where there is one
 * @param limits how much work it may be
 */
public record DataProfiler(Optional<String> label, ProfileLimits limits) {
  private static final int MEMORY_MB = 1024;
  private static final String LABEL = "label";
  private static final String IMAGE = ".+\\.(png|jpe?g)";

  /** A profiler with every default. */
  public DataProfiler() {
    this(Optional.empty(), ProfileLimits.THOROUGH);
  }

  /** The profile of a source, see {@link #of(Path)}. */
  public static DataProfile profile(Path source) {
    return new DataProfiler().of(source);
  }

  /**
   * The profile of a source.
   *
   * @param source a CSV, JSON lines or Parquet file, packed or not, or a folder of images, all in
   *     the size of the first one
   * @throws PipelineException if there is no such file, or it is nothing that can be read
   */
  public DataProfile of(Path source) {
    Path folder = temporary();
    try {
      RunContext context = RunContext.standalone(folder, 0);
      List<Integer> shape = Files.isDirectory(source) ? shape(source) : List.of();
      DataSource read = Files.isDirectory(source) ? images(source) : file(source);
      LandedSource landed = Landing.land(List.of(read), context).sources().get(0);
      try (WorkFolder work = WorkFolder.in(context.artifacts());
          DataEngine engine = DataEngine.duckDb(work, MEMORY_MB, context.threads())) {
        Path raw = context.artifacts().open(landed.raw());
        CollectedTable table = CollectedTable.open(engine, landed, raw, shape);
        int channels = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
        return DataProfile.measure(table, channels, limits, label(table));
      }
    } finally {
      delete(folder);
    }
  }

  private Optional<String> label(CollectedTable table) {
    List<String> names = table.columns().kept();
    label
        .filter(name -> !names.contains(name))
        .ifPresent(
            name -> {
              throw PipelineException.config("The source has no such column")
                  .found(name)
                  .limit(names)
                  .remedy("correct the label")
                  .build();
            });
    return label.or(() -> names.contains(LABEL) ? Optional.of(LABEL) : Optional.empty());
  }

  private static DataSource file(Path path) {
    String name =
        String.valueOf(path.getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceFirst("\\.(gz|zst)$", "");
    if (name.endsWith(".parquet")) {
      return source(new ParquetProvider(), ParquetProvider.PATH, path);
    }
    return name.matches(".+\\.(jsonl|ndjson)")
        ? source(new JsonLinesProvider(), JsonLinesProvider.PATH, path)
        : source(new FilesProvider(), FileSource.PATH, path);
  }

  private static DataSource source(DataSourceProvider type, Field<Path> key, Path path) {
    return builder().set(DataSource.TYPE, type).set(key, path.toAbsolutePath()).build();
  }

  private static DataSource images(Path folder) {
    return builder()
        .set(DataSource.TYPE, new ImageFolderProvider())
        .set(ImageFolderProvider.PATH, folder.toAbsolutePath())
        .set(ImageFolderProvider.FIT, Fit.STRETCH)
        .build();
  }

  private static ConfigBuilder<DataSource> builder() {
    return DataSource.FIELDS
        .builder(
            (section, problems) -> {
              List<DataSource> made = DataSource.from(List.of(section), Optional.empty(), problems);
              problems.throwIfAny();
              return made.get(0);
            })
        .set(DataSource.NAME, "source");
  }

  /** Of the first image, with three channels: gray ones have three equal ones. */
  private static List<Integer> shape(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      Image first =
          files
              .filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(IMAGE))
              .sorted()
              .findFirst()
              .map(file -> ImageReader.read(file, ImageLimits.DEFAULTS))
              .orElseThrow(
                  () ->
                      PipelineException.config("The folder holds no PNG or JPEG image")
                          .where(folder)
                          .remedy("name a folder of images, or one file of a table")
                          .build());
      return List.of(first.height(), first.width(), 3);
    } catch (IOException e) {
      throw PipelineException.failed("The folder cannot be read").where(folder).cause(e).build();
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("edgeflow-profile");
    } catch (IOException e) {
      throw PipelineException.failed("Cannot make a temporary folder").cause(e).build();
    }
  }

  private static void delete(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + folder, e);
    }
  }
}
