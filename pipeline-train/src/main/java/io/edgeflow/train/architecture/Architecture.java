package io.edgeflow.train.architecture;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.Preprocessing;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The networks that can be trained. */
public enum Architecture {
  /** Two convolutions with pooling, two linear layers; images of at least 4 × 4. */
  CNN("cnn", Cnn::untrained),
  /** MLPerf Tiny's residual network. */
  RESNET8("resnet8", ResNet8::untrained);

  private final String id;
  private final Maker maker;

  Architecture(String id, Maker maker) {
    this.id = id;
    this.maker = maker;
  }

  @FunctionalInterface
  private interface Maker {
    ModelGraph make(
        ImageShape input,
        List<String> labels,
        double width,
        long seed,
        @Nullable Preprocessing preprocessing);
  }

  /** The name in the configuration. */
  public String id() {
    return id;
  }

  /** The architecture with a name of the configuration. */
  public static Architecture of(String id) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No architecture " + id));
  }

  /**
   * The network with untrained weights; equal seeds give equal weights on every machine.
   *
   * @param labels class names in score order, at least two
   * @param width factor on the channels of every layer, above 0; each is rounded and at least 1
   * @param preprocessing from a raw row to the input; null when unknown
   * @throws io.edgeflow.core.error.PipelineException if the image is too small
   */
  public ModelGraph untrained(
      ImageShape input,
      List<String> labels,
      double width,
      long seed,
      @Nullable Preprocessing preprocessing) {
    return maker.make(input, labels, width, seed, preprocessing);
  }
}
