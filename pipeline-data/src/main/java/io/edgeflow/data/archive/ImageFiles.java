package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.data.image.Image;
import io.edgeflow.data.image.ImageLimits;
import io.edgeflow.data.image.ImageReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Images, PNG or JPEG, one a file. The shape of a sample says in which size they are wanted, and
 * with one channel (gray) or three.
 *
 * @param pattern a regular expression for a file's whole path, whose named groups are cells
 * @param fit what becomes of an image of another size
 */
public record ImageFiles(String pattern, Fit fit, ImageLimits limits) implements SampleFiles {
  private static final int AXES = 3;
  private static final int COLOURS = 3;

  @Override
  public Optional<FeatureKind> samples() {
    return Optional.of(FeatureKind.IMAGE);
  }

  @Override
  public List<String> cells() {
    return new PathPattern(pattern).names();
  }

  @Override
  public List<String> columns(Archive archive, List<Integer> shape) {
    if (shape.size() != AXES || (shape.get(2) != 1 && shape.get(2) != COLOURS)) {
      throw PipelineException.config("The source holds images, which need a shape")
          .found(shape)
          .limit("[height, width, channels] with 1 or 3 channels")
          .where("data_pipeline.features.shape")
          .remedy("give the size that the images have or are to have; 1 channel makes them gray")
          .build();
    }
    return FeatureNames.of(shape);
  }

  @Override
  public void read(Archive archive, List<Integer> shape, SampleSink sink) throws IOException {
    PathPattern paths = new PathPattern(pattern);
    double[] values = new double[shape.stream().reduce(1, Math::multiplyExact)];
    for (String name : archive.names()) {
      Optional<List<String>> cells = paths.cells(name);
      if (cells.isEmpty()) {
        sink.broken(name, "the path does not fit the pattern");
        continue;
      }
      try {
        Image image = ImageReader.read(archive.bytes(name, limits.maxBytes()), name, limits);
        Optional<Image> fitting = fit.apply(image, shape.get(0), shape.get(1));
        if (fitting.isEmpty()) {
          sink.broken(name, misfit(image, shape));
        } else {
          copy(fitting.get().channels(shape.get(2)), values);
          sink.sample(name, cells.get(), values);
        }
      } catch (PipelineException e) {
        sink.broken(name, Fault.of(e));
      }
    }
  }

  private static String misfit(Image image, List<Integer> shape) {
    return "the image has %d × %d pixels, not %d × %d"
        .formatted(image.height(), image.width(), shape.get(0), shape.get(1));
  }

  private static void copy(Image image, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = image.at(i);
    }
  }
}
