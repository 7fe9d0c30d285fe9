package io.edgeflow.deploy.testing;

import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Pooling.MaxPool2d;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** One task a target, each with another kind of sample. */
public enum TinyTask {
  /** Images of 4x4, resized to 8x8, into three classes. */
  CLASSES(
      FeatureSpec.image(new ImageShape(4, 4, 1)),
      FeatureSpec.image(new ImageShape(8, 8, 1)),
      new ClassTarget("label", List.of("left", "right", "none")),
      TinyTask::cnn),
  /** Vectors of six into two values. */
  VALUES(
      FeatureSpec.vector(6),
      FeatureSpec.vector(6),
      new ValueTarget(List.of("cm", "kg"), Floats.of(170, 65), Floats.of(10, 0.5f)),
      TinyTask::mlp),
  /** Series of four steps of three values, reconstructed. */
  SELF(
      FeatureSpec.series(4, 3),
      FeatureSpec.series(4, 3),
      new SelfTarget("broken", 0.99),
      TinyTask::autoencoder);

  private final FeatureSpec raw;
  private final FeatureSpec input;
  private final Target target;
  private final LongFunction<GraphBuilder> network;

  TinyTask(FeatureSpec raw, FeatureSpec input, Target target, LongFunction<GraphBuilder> network) {
    this.raw = raw;
    this.input = input;
    this.target = target;
    this.network = network;
  }

  public FeatureSpec raw() {
    return raw;
  }

  public FeatureSpec input() {
    return input;
  }

  public Target target() {
    return target;
  }

  public GraphBuilder network(long seed) {
    return network.apply(seed);
  }

  public List<String> columns() {
    return IntStream.range(0, raw.size()).mapToObj(i -> "p" + i).toList();
  }

  public Preprocessing preprocessing() {
    List<PreprocessStep> prepare = new ArrayList<>();
    float[] means = new float[raw.size()];
    Arrays.fill(means, 8);
    prepare.add(new PreprocessStep.ImputeMean(Floats.of(means)));
    if (!raw.equals(input)) {
      prepare.add(new PreprocessStep.Resize(raw.image(), input.image()));
    }
    PreprocessStep scale = new PreprocessStep.MinMax(Floats.of(0f), Floats.of(16f));
    return new Preprocessing(columns(), raw, prepare, input, List.of(scale));
  }

  /** A raw row as those that a model was trained on. */
  public float[] row(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] row = new float[raw.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = random.nextInt(17);
    }
    return row;
  }

  /** A raw row that no model was trained on. */
  public float[] anomaly(long seed) {
    float[] row = row(seed);
    for (int i = 0; i < row.length; i++) {
      row[i] = 200 - 20 * row[i];
    }
    return row;
  }

  private static GraphBuilder cnn(long seed) {
    Weights weights = new Weights(seed);
    return new GraphBuilder("tiny", CLASSES.input.shape())
        .apply("conv1", Conv2d.padded(1), weights.layer(4, 1, 3, 3))
        .apply("relu1", new Relu())
        .apply("pool1", new MaxPool2d(Size.square(2), Size.square(2)))
        .apply("flatten", new Flatten())
        .apply("fc", new Linear(), weights.layer(3, 64));
  }

  private static GraphBuilder mlp(long seed) {
    Weights weights = new Weights(seed);
    return new GraphBuilder("tiny", VALUES.input.shape())
        .apply("hidden", new Linear(), weights.layer(8, 6))
        .apply("relu", new Relu())
        .apply("values", new Linear(), weights.layer(2, 8));
  }

  private static GraphBuilder autoencoder(long seed) {
    Weights weights = new Weights(seed);
    return new GraphBuilder("tiny", SELF.input.shape())
        .apply("flatten", new Flatten())
        .apply("code", new Linear(), weights.layer(4, 12))
        .apply("relu", new Relu())
        .apply("again", new Linear(), weights.layer(12, 4));
  }
}
