package io.edgeflow.orchestrator.model;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.data.image.Image;
import io.edgeflow.data.image.ImageLimits;
import io.edgeflow.data.image.ImageReader;
import io.edgeflow.formats.convert.InputRows;
import io.edgeflow.formats.convert.Normalization;
import io.edgeflow.formats.convert.NpySamples;
import io.edgeflow.formats.convert.Samples;
import io.edgeflow.formats.read.ImportedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder, of any depth, with a sample in each file: PNG and JPEG images, and {@code .npy} arrays
 * of one sample. Images are brought to the input's height and width, whatever their proportions,
 * and to its channels, and normalized. Other files are passed over; files come in the order of
 * their names.
 */
public final class ImageFolder implements Samples {
  private static final String ARRAY = ".npy";
  private static final List<String> IMAGES = List.of(".png", ".jpg", ".jpeg");
  private static final int IMAGE_AXES = 3;

  private final List<Path> files;
  private final InputRows input;

  private ImageFolder(List<Path> files, InputRows input) {
    this.files = files;
    this.input = input;
  }

  /** The samples of a folder for the only input of a model. */
  public static Samples.Source of(Path folder, Normalization normalization) {
    return model -> new ImageFolder(found(folder), input(model, folder, normalization));
  }

  private static InputRows input(ImportedModel model, Path folder, Normalization normalization) {
    if (model.inputs().size() != 1) {
      throw PipelineException.config("A folder holds samples of one input")
          .found("a model of " + model.inputs().size() + " inputs")
          .where("--calibrate " + folder)
          .remedy("give --calibrate NAME=FILE.npy for each input")
          .build();
    }
    return new InputRows(model, 0, normalization);
  }

  private static List<Path> found(Path folder) {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          all.filter(file -> isImage(file) || isArray(file))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw PipelineException.failed("The folder has no samples")
            .limit("files that end with " + String.join(", ", IMAGES) + " or " + ARRAY)
            .where(folder)
            .build();
      }
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw PipelineException.failed("Cannot read the folder")
          .found(e)
          .where(folder)
          .cause(e)
          .build();
    }
  }

  private static boolean isImage(Path file) {
    return IMAGES.stream().anyMatch(ending -> ends(file, ending));
  }

  private static boolean isArray(Path file) {
    return ends(file, ARRAY);
  }

  private static boolean ends(Path file, String ending) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  @Override
  public int rows() {
    return files.size();
  }

  @Override
  public List<Tensor> batch(int from, int to) {
    return List.of(
        input.batch(IntStream.range(from, to).mapToObj(i -> sample(files.get(i))).toList()));
  }

  private float[] sample(Path file) {
    return isArray(file) ? NpySamples.one(file, input) : pixels(file);
  }

  private float[] pixels(Path file) {
    int[] sizes = input.sample();
    int channels = input.channels();
    if (sizes.length != IMAGE_AXES || (channels != 1 && channels != IMAGE_AXES)) {
      throw PipelineException.config("The model does not take images")
          .found("a sample of " + sizes.length + " axes, " + channels + " values in the last")
          .limit("an image of 1 or 3 channels")
          .where("input " + input.name() + ", " + file)
          .remedy("give .npy files")
          .build();
    }
    Image image =
        ImageReader.read(file, ImageLimits.DEFAULTS).channels(channels).resized(sizes[0], sizes[1]);
    float[] pixels = new float[input.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = image.at(i);
    }
    input.finish(pixels, true, file);
    return pixels;
  }

  @Override
  public void close() {}
}
