package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.FeatureKind;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The binary version of CIFAR (A. Krizhevsky, "Learning Multiple Layers of Features from Tiny
 * Images", 2009): records of a byte for each label, then the 1,024 red bytes of an image of 32 × 32
 * pixels, the green and the blue ones.
 */
public record CifarFiles(Variant variant) implements SampleFiles {
  private static final List<Integer> SHAPE = List.of(32, 32, 3);
  private static final int PIXELS = 1024;
  private static final int CHANNELS = 3;

  /** Which CIFAR it is, by its labels. */
  public enum Variant {
    /** One label. */
    CIFAR10(List.of("label")),
    /** Two labels, of 20 and of 100 classes. */
    CIFAR100(List.of("coarse_label", "fine_label"));

    private final List<String> labels;

    Variant(List<String> labels) {
      this.labels = labels;
    }

    /** The word in a configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Optional<FeatureKind> samples() {
    return Optional.of(FeatureKind.IMAGE);
  }

  @Override
  public List<String> cells() {
    return variant.labels;
  }

  @Override
  public List<String> columns(Archive archive, List<Integer> shape) {
    if (!shape.equals(SHAPE)) {
      throw PipelineException.config("CIFAR's images have another shape")
          .found(shape)
          .limit(SHAPE)
          .where("data_pipeline.features.shape")
          .remedy("correct it; features.resize makes them larger")
          .build();
    }
    return FeatureNames.of(shape);
  }

  @Override
  public boolean holdsBytes(Archive archive) {
    return true;
  }

  @Override
  public void read(Archive archive, List<Integer> shape, int threads, SampleSink sink)
      throws IOException {
    int labels = variant.labels.size();
    byte[] record = new byte[labels + PIXELS * CHANNELS];
    byte[] values = new byte[PIXELS * CHANNELS];
    for (String name : archive.names()) {
      long size = archive.size(name);
      if (size % record.length != 0) {
        throw PipelineException.failed("The file holds no whole number of CIFAR's records")
            .found(size + " bytes")
            .limit("a multiple of " + record.length)
            .where(name)
            .remedy("copy it anew, or correct the variant or include of the source")
            .build();
      }
      try (DataInputStream in = new DataInputStream(archive.stream(name))) {
        for (long i = 1; i <= size / record.length; i++) {
          in.readFully(record);
          interleave(record, labels, values);
          sink.sample(name + " " + i, labels(record), values);
        }
      }
    }
  }

  private List<String> labels(byte[] record) {
    return variant.labels.size() == 1
        ? List.of(Integer.toString(record[0] & 0xFF))
        : List.of(Integer.toString(record[0] & 0xFF), Integer.toString(record[1] & 0xFF));
  }

  private static void interleave(byte[] record, int from, byte[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = record[from + i % CHANNELS * PIXELS + i / CHANNELS];
    }
  }
}
