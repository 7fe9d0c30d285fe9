package io.edgeflow.train.architecture;

import static io.edgeflow.core.sample.OutputKind.LOGITS;
import static io.edgeflow.core.sample.OutputKind.RECONSTRUCTION;
import static io.edgeflow.core.sample.OutputKind.VALUES;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The networks that can be trained. */
public enum Architecture {
  /** Two convolutions with pooling, two linear layers; classes of images of at least 4 × 4. */
  CNN("cnn", Set.of(LOGITS), Cnn.KINDS, false, Cnn::untrained),
  /** MLPerf Tiny's residual network; classes of images. */
  RESNET8("resnet8", Set.of(LOGITS), ResNet8.KINDS, false, ResNet8::untrained),
  /** Linear layers with ReLU between them; classes or values of any sample. */
  MLP("mlp", Set.of(LOGITS, VALUES), Set.of(FeatureKind.values()), true, Mlp::untrained),
  /** MLPerf Tiny's dense autoencoder; gives any sample of a single channel or no image again. */
  AUTOENCODER(
      "autoencoder",
      Set.of(RECONSTRUCTION),
      Set.of(FeatureKind.values()),
      true,
      Autoencoder::untrained);

  private final String id;
  private final Set<OutputKind> outputs;
  private final Set<FeatureKind> samples;
  private final boolean dense;
  private final Function<Blueprint, ModelGraph> maker;

  Architecture(
      String id,
      Set<OutputKind> outputs,
      Set<FeatureKind> samples,
      boolean dense,
      Function<Blueprint, ModelGraph> maker) {
    this.id = id;
    this.outputs = outputs;
    this.samples = samples;
    this.dense = dense;
    this.maker = maker;
  }

  /** The name in the configuration. */
  public String id() {
    return id;
  }

  /** Whether the network can give this kind of output. */
  public boolean supports(OutputKind output) {
    return outputs.contains(output);
  }

  /**
   * Whether its size is a list of hidden layers; the others' is a width.
   *
   * @see LayerSizes
   */
  public boolean isDense() {
    return dense;
  }

  /** The architecture with a name of the configuration. */
  public static Architecture of(String id) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No architecture " + id));
  }

  /** The names of those that can give a kind of output. */
  public static List<String> idsFor(OutputKind output) {
    return Arrays.stream(values()).filter(a -> a.supports(output)).map(Architecture::id).toList();
  }

  /**
   * The network with untrained weights; equal seeds give equal weights on every machine.
   *
   * @param input what a sample is; dense networks flatten images in the graph's logical order
   * @param target classes are at least two
   * @param preprocessing from a raw row to the input; null when unknown
   * @throws PipelineException if the network cannot take such samples or give such an output, or
   *     the image is too small
   */
  public ModelGraph untrained(
      FeatureSpec input,
      Target target,
      LayerSizes sizes,
      long seed,
      @Nullable Preprocessing preprocessing) {
    if (!supports(target.output())) {
      throw refused("give this output", target.output().id(), ids(outputs, OutputKind::id), target);
    }
    if (!samples.contains(input.kind())) {
      throw refused("take such samples", input, ids(samples, FeatureKind::id), target);
    }
    if (!dense && sizes.hidden().isPresent()) {
      throw new IllegalArgumentException(id + " has no hidden layers to choose");
    }
    return maker.apply(new Blueprint(input, target, sizes, seed, preprocessing));
  }

  private PipelineException refused(String what, Object found, String limit, Target target) {
    String others =
        idsFor(target.output()).stream()
            .filter(other -> of(other).isDense())
            .collect(Collectors.joining(" or "));
    return PipelineException.config("The network " + id + " cannot " + what)
        .found(found)
        .limit(limit)
        .where("model_training.model.type")
        .remedy("set it to " + others)
        .build();
  }

  private static <T extends Enum<T>> String ids(Set<T> values, Function<T, String> id) {
    return values.stream().sorted().map(id).collect(Collectors.joining(", "));
  }
}
