package io.edgeflow.data.archive;

import io.edgeflow.core.sample.FeatureKind;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Arrays as {@link ArrayFiles} have them, whose labels are places among the names of classes.
 *
 * @param kind what a sample is
 * @param classes the names; of series the first is the normal one
 */
public record SyntheticFiles(FeatureKind kind, List<String> classes) implements SampleFiles {
  private static final ArrayFiles ARRAYS = new ArrayFiles(true);
  private static final String LABEL = "label";
  private static final String ANOMALY = "anomaly";

  /** Copies the names. */
  public SyntheticFiles {
    classes = List.copyOf(classes);
  }

  @Override
  public Optional<FeatureKind> samples() {
    return Optional.of(kind);
  }

  @Override
  public List<String> cells() {
    return kind == FeatureKind.SERIES ? List.of(LABEL, ANOMALY) : List.of(LABEL);
  }

  @Override
  public List<String> columns(Archive archive, List<Integer> shape) throws IOException {
    return ARRAYS.columns(archive, shape);
  }

  @Override
  public boolean holdsBytes(Archive archive) throws IOException {
    return ARRAYS.holdsBytes(archive);
  }

  @Override
  public void read(Archive archive, List<Integer> shape, int threads, SampleSink sink)
      throws IOException {
    ARRAYS.read(
        archive,
        shape,
        threads,
        new SampleSink() {
          @Override
          public void sample(String raw, List<String> cells, double[] values) throws IOException {
            sink.sample(raw, named(Integer.parseInt(cells.get(0))), values);
          }

          @Override
          public void sample(String raw, List<String> cells, byte[] values) throws IOException {
            sink.sample(raw, named(Integer.parseInt(cells.get(0))), values);
          }

          @Override
          public void broken(String raw, String fault) throws IOException {
            sink.broken(raw, fault);
          }
        });
  }

  private List<String> named(int place) {
    return kind == FeatureKind.SERIES
        ? List.of(classes.get(place), place == 0 ? "0" : "1")
        : List.of(classes.get(place));
  }
}
