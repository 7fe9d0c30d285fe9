package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.thread.SideBySide;
import io.edgeflow.core.thread.SideBySide.Outcomes;
import io.edgeflow.data.image.Image;
import io.edgeflow.data.image.ImageLimits;
import io.edgeflow.data.image.ImageReader;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

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
  private static final int PIECE_BYTES = 1 << 17;

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
  public boolean holdsBytes(Archive archive) {
    return true;
  }

  /** What came of a file: gives the sample, or says why there is none. */
  @FunctionalInterface
  private interface Decoded {
    void giveTo(SampleSink sink) throws IOException;
  }

  @Override
  public void read(Archive archive, List<Integer> shape, int threads, SampleSink sink)
      throws IOException {
    PathPattern paths = new PathPattern(pattern);
    List<String> names = archive.names();
    int each = piece(shape);
    Iterator<Callable<List<Decoded>>> pieces =
        IntStream.iterate(0, from -> from < names.size(), from -> from + each)
            .mapToObj(from -> names.subList(from, Math.min(names.size(), from + each)))
            .<Callable<List<Decoded>>>map(
                piece ->
                    () -> piece.stream().map(name -> decoded(archive, name, paths, shape)).toList())
            .iterator();
    try (Outcomes<List<Decoded>> images = SideBySide.ahead(pieces, threads, "edgeflow-images")) {
      while (images.hasNext()) {
        for (Decoded image : images.next()) {
          image.giveTo(sink);
        }
      }
    }
  }

  /** How many images a thread decodes at a stretch: small ones take less than to hand them over. */
  private static int piece(List<Integer> shape) {
    long bytes = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    return (int) Math.max(1, PIECE_BYTES / bytes);
  }

  private Decoded decoded(Archive archive, String name, PathPattern paths, List<Integer> shape) {
    Optional<List<String>> cells = paths.cells(name);
    if (cells.isEmpty()) {
      return sink -> sink.broken(name, "the path does not fit the pattern");
    }
    try {
      Image image = ImageReader.read(archive.bytes(name, limits.maxBytes()), name, limits);
      Optional<Image> fitting = fit.apply(image, shape.get(0), shape.get(1));
      if (fitting.isEmpty()) {
        String fault = misfit(image, shape);
        return sink -> sink.broken(name, fault);
      }
      byte[] pixels = fitting.get().channels(shape.get(2)).pixels();
      return sink -> sink.sample(name, cells.get(), pixels);
    } catch (PipelineException e) {
      return sink -> sink.broken(name, Fault.of(e));
    } catch (IOException e) {
      return sink -> {
        throw e;
      };
    }
  }

  private static String misfit(Image image, List<Integer> shape) {
    return "the image has %d × %d pixels, not %d × %d"
        .formatted(image.height(), image.width(), shape.get(0), shape.get(1));
  }
}
