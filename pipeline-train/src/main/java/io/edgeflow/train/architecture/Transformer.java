package io.edgeflow.train.architecture;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.GraphBuilder;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.op.Arrangement.Reshape;
import io.edgeflow.core.graph.op.Arrangement.Transpose;
import io.edgeflow.core.graph.op.Pads;
import io.edgeflow.core.graph.op.Reduction.ReduceMean;
import io.edgeflow.core.graph.op.Size;
import io.edgeflow.core.graph.op.Weighted.Conv2d;
import io.edgeflow.core.graph.op.Weighted.Linear;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.OutputKind;
import java.util.List;
import java.util.Set;

/**
 * A transformer encoder (Vaswani et al. 2017) with the normalization before each part (Xiong et al.
 * 2020) and learned positions; the mean over the tokens; linear. Tokens are the steps of a series,
 * by a linear layer, or the patches of an image, by a convolution whose stride is its size
 * (Dosovitskiy et al. 2021).
 *
 * @see EncoderLayers
 */
public final class Transformer implements Architecture {
  /** How many numbers a token has. */
  public static final Field<Integer> FEATURES =
      Field.integer("features", 64, 1, 65_536, "numbers of a token, a multiple of the heads");

  /** How many heads attention has. */
  public static final Field<Integer> HEADS =
      Field.integer("heads", 4, 1, 1024, "heads of attention");

  /** How many layers. */
  public static final Field<Integer> LAYERS =
      Field.integer("layers", 2, 1, 64, "layers, each of attention and a feed-forward network");

  /** How large a patch is. */
  public static final Field<Integer> PATCH =
      Field.integer("patch", 4, 1, 1024, "height and width of an image's patches");

  /** What is zeroed in training. */
  public static final Field<Double> DROPOUT =
      Field.number("dropout", 0.1, 0, 0.9, "share of values zeroed in training").in("ratio");

  private static final FieldTable FIELDS = FieldTable.of(FEATURES, HEADS, LAYERS, PATCH, DROPOUT);

  @Override
  public String id() {
    return "transformer";
  }

  @Override
  public String description() {
    return "pre-norm encoder of an image's patches or a series' steps; classes or values";
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
    return Set.of(FeatureKind.IMAGE, FeatureKind.SERIES);
  }

  @Override
  public boolean narrows() {
    return true;
  }

  @Override
  public void refuseContradictions(Section parameters, Problems problems) {
    int heads = parameters.get(HEADS);
    if (parameters.get(FEATURES) % heads != 0) {
      parameters.refuse(problems, FEATURES, "must be a multiple of the %d heads".formatted(heads));
    }
  }

  @Override
  public ModelGraph untrained(Blueprint blueprint) {
    int heads = blueprint.get(HEADS);
    int features = heads * blueprint.scaled(blueprint.get(FEATURES) / heads);
    GraphBuilder builder = blueprint.start(id());
    LayerWeights weights = blueprint.weights();
    int tokens = tokens(blueprint, builder, weights, features);
    EncoderLayers layers =
        new EncoderLayers(
            builder, weights, tokens, features, heads, blueprint.get(DROPOUT).floatValue());
    layers.positions();
    for (int layer = 1; layer <= blueprint.get(LAYERS); layer++) {
      layers.append("layer" + layer);
    }
    layers.norm("norm");
    return blueprint.end(
        builder
            .apply("mean", new ReduceMean(List.of(1), false))
            .apply("fc", new Linear(), weights.uniform(blueprint.outputs(), features)));
  }

  /** Appends {@code [batch, tokens, features]}; gives how many tokens there are. */
  private static int tokens(
      Blueprint blueprint, GraphBuilder builder, LayerWeights weights, int features) {
    FeatureSpec input = blueprint.input();
    if (input.kind() == FeatureKind.SERIES) {
      builder.apply("tokens", new Linear(), weights.xavier(features, input.channels()));
      return input.axes().get(0).size();
    }
    int patch = blueprint.get(PATCH);
    ImageShape image = input.image();
    refuseUneven(image, patch);
    int tokens = (image.height() / patch) * (image.width() / patch);
    Size size = Size.square(patch);
    builder
        .apply(
            "patches",
            new Conv2d(size, Pads.NONE, Size.square(1), 1),
            weights.xavier(features, image.channels(), patch, patch))
        .apply("rows", new Reshape(List.of(features, tokens)))
        .apply("tokens", new Transpose(List.of(0, 2, 1)));
    return tokens;
  }

  private static void refuseUneven(ImageShape image, int patch) {
    if (image.height() % patch != 0 || image.width() % patch != 0) {
      throw PipelineException.config("The images are not whole patches of the network transformer")
          .found(image.height() + " x " + image.width())
          .limit("multiples of model_training.model.patch, " + patch)
          .remedy("set model_training.model.patch, or data_pipeline.features.resize")
          .build();
    }
  }
}
