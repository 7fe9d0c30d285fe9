package io.edgeflow.train.architecture;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.GraphBuilder.Part;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.Op;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.preprocess.ImageShape;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The networks that can be trained, with untrained weights. Weights and biases are drawn as PyTorch
 * does by default (He et al. 2015 with a = √5): uniform in {@code ±1/√fanIn}; equal seeds give
 * equal weights on every machine.
 */
public final class Architectures {
  /** The channels and features of the {@code cnn} at width 1. */
  private static final int CONV1 = 32;

  private static final int CONV2 = 64;
  private static final int HIDDEN = 128;
  private static final int SMALLEST = 4;

  private Architectures() {}

  /**
   * conv3×3-32, ReLU, max-pool 2, conv3×3-64, ReLU, max-pool 2, flatten, linear 128, ReLU, dropout
   * 0.5, linear to one score a label. Convolutions are padded by 1.
   *
   * @param input at least 4 × 4
   * @param labels class names in score order, at least two
   * @param width factor on 32, 64 and 128, above 0; each is rounded and at least 1
   * @param preprocessing from a raw row to the input; null when unknown
   * @throws PipelineException if the image is smaller than 4 × 4
   */
  public static ModelGraph cnn(
      ImageShape input,
      List<String> labels,
      double width,
      long seed,
      @Nullable Preprocessing preprocessing) {
    if (input.height() < SMALLEST || input.width() < SMALLEST) {
      throw PipelineException.failed(
              "The images are too small for the cnn, which halves them twice")
          .found(input.height() + " x " + input.width())
          .limit(SMALLEST + " x " + SMALLEST + " or more")
          .remedy("set data_pipeline.features.resize, for example to [32, 32]")
          .build();
    }
    int conv1 = scaled(CONV1, width);
    int conv2 = scaled(CONV2, width);
    int hidden = scaled(HIDDEN, width);
    int flat = conv2 * (input.height() / 4) * (input.width() / 4);
    Weights weights = new Weights(seed);
    Op.MaxPool2d pool = new Op.MaxPool2d(Op.Size.square(2), Op.Size.square(2));
    return new GraphBuilder("cnn", Shape.batchOf(input.channels(), input.height(), input.width()))
        .apply("conv1", Op.Conv2d.padded(1), weights.of(conv1, input.channels(), 3, 3))
        .apply("relu1", new Op.Relu())
        .apply("pool1", pool)
        .apply("conv2", Op.Conv2d.padded(1), weights.of(conv2, conv1, 3, 3))
        .apply("relu2", new Op.Relu())
        .apply("pool2", pool)
        .apply("flatten", new Op.Flatten())
        .apply("fc1", new Op.Linear(), weights.of(hidden, flat))
        .apply("relu3", new Op.Relu())
        .apply("dropout", new Op.Dropout(0.5f))
        .apply("fc2", new Op.Linear(), weights.of(labels.size(), hidden))
        .build(labels, preprocessing);
  }

  private static int scaled(int size, double width) {
    if (!(width > 0) || Double.isInfinite(width)) {
      throw new IllegalArgumentException("A width of " + width);
    }
    return Math.toIntExact(Math.max(1, Math.round(size * width)));
  }

  /** Draws the weights of one layer after the other, each from a stream of its own. */
  private static final class Weights {
    private final long seed;
    private int layer;

    private Weights(long seed) {
      this.seed = seed;
    }

    private Part[] of(int... dims) {
      KeyedRandom random = KeyedRandom.of(KeyedRandom.Use.WEIGHTS, seed, layer++);
      int fanIn = 1;
      for (int axis = 1; axis < dims.length; axis++) {
        fanIn = Math.multiplyExact(fanIn, dims[axis]);
      }
      double bound = 1 / Math.sqrt(fanIn);
      return new Part[] {
        new Part("weight", uniform(random, bound, dims)),
        new Part("bias", uniform(random, bound, dims[0]))
      };
    }

    private static Constant uniform(KeyedRandom random, double bound, int... dims) {
      int size = 1;
      for (int dim : dims) {
        size = Math.multiplyExact(size, dim);
      }
      float[] values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) (random.nextSymmetric() * bound);
      }
      return Constant.trainable(Tensor.of(dims, values));
    }
  }
}
