package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Flatten;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Elementwise.Add;
import io.edgeflow.core.graph.op.Elementwise.Dropout;
import io.edgeflow.core.graph.op.Elementwise.Relu;
import io.edgeflow.core.graph.op.Ends;
import io.edgeflow.core.graph.op.Normalization.BatchNorm;
import io.edgeflow.core.graph.op.Selection.Slice;
import io.edgeflow.core.graph.op.Weighted.Conv1d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Set;

/**
 * A temporal convolutional network (Bai, Kolter and Koltun 2018): residual blocks of two causal
 * convolutions along time, dilated by 1, 2, 4 and so on, each with batch normalization, ReLU and
 * dropout; a convolution of one step beside them where the channels change; the last step; linear.
 * The last step sees {@code 1 + 2 (kernel - 1)(2^blocks - 1)} steps back.
 *
 * <p>Batch normalization stands in the place of the paper's weight normalization, because it is
 * folded into the convolution when the network is exported.
 */
public final class Tcn implements Architecture {
  /** How many channels the blocks have. */
  public static final Field<List<Integer>> CHANNELS =
      Field.integers(
          "channels", List.of(32, 32, 32, 32), 1, 65_536, "channels of each block, at most 16");

  /** How many steps a convolution reads. */
  public static final Field<Integer> KERNEL =
      Field.integer("kernel", 3, 2, 64, "steps that a convolution reads");

  /** What is zeroed in training. */
  public static final Field<Double> DROPOUT =
      Field.number("dropout", 0.1, 0, 0.9, "share of values zeroed in training").in("ratio");

  private static final FieldTable FIELDS = FieldTable.of(CHANNELS, KERNEL, DROPOUT);
  private static final BatchNorm NORM = new BatchNorm(1e-3f, 0.1f);
  private static final int MOST_BLOCKS = 16;

  @Override
  public String id() {
    return "tcn";
  }

  @Override
  public String description() {
    return "dilated causal convolutions along time; classes or values of series";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Set<OutputKind> outputs() {
    return Set.of(OutputKind.LOGITS, OutputKind.VALUES);
  }

  @Override
  public Set<FeatureKind> samples() {
    return Set.of(FeatureKind.SERIES);
  }

  @Override
  public boolean narrows() {
    return true;
  }

  @Override
  public void refuseContradictions(Section parameters, Problems problems) {
    int blocks = parameters.get(CHANNELS).size();
    if (blocks < 1 || blocks > MOST_BLOCKS) {
      parameters.refuse(
          problems,
          CHANNELS,
          "must name 1 to " + MOST_BLOCKS + " blocks; set for example [32, 32, 32]");
    }
  }

  @Override
  public ModelGraph untrained(Blueprint blueprint) {
    int time = blueprint.input().axes().get(0).size();
    Blocks blocks = new Blocks(blueprint, blueprint.start(id()));
    blocks.builder.apply("series", new Transpose(List.of(0, 2, 1)));
    blueprint.scaled(CHANNELS).forEach(blocks::append);
    return blueprint.end(
        blocks
            .builder
            .apply("last", Slice.of(2, time - 1, time))
            .apply("flatten", new Flatten())
            .apply(
                "fc", new Linear(), blocks.weights.uniform(blueprint.outputs(), blocks.channels)));
  }

  /** Appends one block after the other. */
  private static final class Blocks {
    private final GraphBuilder builder;
    private final LayerWeights weights;
    private final int kernel;
    private final Dropout dropout;
    private int channels;
    private int number;

    private Blocks(Blueprint blueprint, GraphBuilder builder) {
      this.builder = builder;
      weights = blueprint.weights();
      kernel = blueprint.get(KERNEL);
      dropout = new Dropout(blueprint.get(DROPOUT).floatValue());
      channels = blueprint.input().channels();
    }

    private void append(int out) {
      int dilation = 1 << number++;
      String name = "block" + number;
      String input = builder.last();
      convolution(name + "_conv1", channels, out, dilation);
      convolution(name + "_conv2", out, out, dilation);
      String main = builder.last();
      builder.from(input);
      if (channels != out) {
        Conv1d one = new Conv1d(1, Ends.NONE, 1, 1);
        builder.apply(name + "_shortcut", one, weights.rectified(out, channels, 1));
      }
      builder
          .from(builder.last(), main)
          .apply(name + "_add", new Add())
          .apply(name + "_relu", new Relu());
      channels = out;
    }

    private void convolution(String name, int in, int out, int dilation) {
      Conv1d causal = new Conv1d(1, new Ends((kernel - 1) * dilation, 0), dilation, 1);
      builder
          .apply(name, causal, weights.rectified(out, in, kernel))
          .apply(name + "_norm", NORM, LayerWeights.normalization(out))
          .apply(name + "_relu", new Relu())
          .apply(name + "_dropout", dropout);
    }
  }
}
