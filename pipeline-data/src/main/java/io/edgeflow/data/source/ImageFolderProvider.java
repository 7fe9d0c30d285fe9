package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.data.archive.Fit;
import io.edgeflow.data.archive.ImageFiles;
import io.edgeflow.data.image.ImageLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Sources of type {@code image_folder}: PNG and JPEG files, each image in the folder of its class.
 */
public final class ImageFolderProvider implements DataSourceProvider {
  /** The folder. */
  public static final Field<Path> PATH = FolderSource.PATH;

  /** How large all files together may be. */
  public static final Field<Integer> MAX_MB = Archiving.MAX_MB;

  /** Which files are images. */
  public static final Field<List<String>> INCLUDE =
      FolderSource.include(
          List.of("**.{png,jpg,jpeg,PNG,JPG,JPEG}"), "globs for the paths of images below it");

  /** What an image's path says of it. */
  public static final Field<String> PATTERN = FolderSource.pattern("image");

  /** What becomes of an image of another size. */
  public static final Field<Fit> FIT =
      Field.choice(
              "fit",
              Fit.EXACT,
              List.of(Fit.values()),
              Fit::id,
              "an image of another size than features.shape: quarantined, stretched, or its"
                  + " middle resized")
          .input();

  /** How many pixels an image may have. */
  public static final Field<Integer> MAX_MEGAPIXELS =
      Field.integer("max_megapixels", 50, 1, 1000, "a larger image is quarantined undecoded")
          .in("million pixels")
          .input();

  private static final FieldTable FIELDS =
      FieldTable.of(PATH, INCLUDE, PATTERN, FIT, MAX_MEGAPIXELS, MAX_MB, DataSource.TIMEOUT);

  @Override
  public String id() {
    return "image_folder";
  }

  @Override
  public String description() {
    return "a folder of PNG and JPEG images, each in the folder of its class";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    ImageLimits limits =
        new ImageLimits(ImageLimits.DEFAULTS.maxBytes(), entry.get(MAX_MEGAPIXELS) * 1_000_000L);
    ImageFiles form = new ImageFiles(entry.get(PATTERN), entry.get(FIT), limits);
    return FolderSource.from(entry, INCLUDE, PATTERN, form, base, problems);
  }
}
