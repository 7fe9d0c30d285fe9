package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.train.architecture.Architecture;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.loop.LayerRates;
import io.edgeflow.train.loop.Sampling;
import io.edgeflow.train.loop.Techniques;
import io.edgeflow.train.loss.LossKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The keys of {@code model_training.training} for what training does beside plain steps. */
public final class TechniqueKeys {
  /** How much of the average of the weights is kept in a step. */
  public static final Field<Double> EMA_DECAY =
      Field.number(
              "decay",
              null,
              0,
              0.999999,
              "what the average keeps in a step: about 1 / (1 - decay) steps count")
          .in("ratio")
          .mandatory();

  /** An average of the weights. */
  public static final Field<Section> EMA =
      Field.section(
          "ema",
          FieldTable.of(EMA_DECAY),
          "an exponential moving average of the weights, which is evaluated and taken in their"
              + " place; default: none");

  /** How much samples are blended. */
  public static final Field<Double> MIXUP_ALPHA =
      Field.number(
              "alpha",
              null,
              0.01,
              100,
              "of Beta(alpha, alpha), from which shares are drawn: larger blends more; 0.2 is usual")
          .mandatory();

  /** Blended samples. */
  public static final Field<Section> MIXUP =
      Field.section(
          "mixup",
          FieldTable.of(MIXUP_ALPHA),
          "trains on blends of two samples and their truths; classes and values; default: none");

  /** Which training rows an epoch has. */
  public static final Field<Sampling> SAMPLING =
      Field.choice(
          "sampling",
          Sampling.SHUFFLED,
          List.of(Sampling.values()),
          Sampling::id,
          "rows of an epoch. shuffled: each once; balanced: as many draws, each class equally"
              + " likely");

  /** What stays as it is. */
  public static final Field<List<String>> FREEZE =
      Field.texts(
          "freeze",
          List.of(),
          List.of(),
          "layers or weights that stay as they are, running statistics too, such as conv* or"
              + " fc1.weight; default: none");

  /** The layers of a group. */
  public static final Field<String> GROUP_LAYERS =
      Field.text("layers", null, "layers or weights, such as conv* or fc1.weight").mandatory();

  /** How fast they learn. */
  public static final Field<Double> GROUP_RATE =
      Field.number("rate", null, 1e-6, 1000, "factor on their learning rate").mandatory();

  /** Layers with a learning rate of their own. */
  public static final Field<List<Section>> GROUPS =
      Field.sections(
          "groups",
          FieldTable.of(GROUP_LAYERS, GROUP_RATE),
          "layers with a learning rate of their own; the first that fits a weight counts");

  private TechniqueKeys() {}

  static Techniques techniques(Section training) {
    return new Techniques(
        optional(training.get(EMA).find(EMA_DECAY)),
        optional(training.get(MIXUP).find(MIXUP_ALPHA)),
        training.get(SAMPLING),
        new LayerRates(
            training.get(FREEZE),
            training.get(GROUPS).stream().flatMap(TechniqueKeys::group).toList()));
  }

  /** None where a key is missing, which is a problem already. */
  private static Stream<LayerRates.Group> group(Section group) {
    Optional<Double> rate = group.find(GROUP_RATE);
    return group.find(GROUP_LAYERS).stream()
        .flatMap(layers -> rate.stream().map(factor -> new LayerRates.Group(layers, factor)));
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /** Losses that take no blends, and classes that are balanced twice. */
  static void refuseContradictions(Section training, Problems problems) {
    Optional<LossKind> loss = training.find(TrainConfig.LOSS);
    if (training.isWritten(MIXUP) && !loss.map(LossKind::takesBlends).orElse(true)) {
      String message = "the loss " + loss.get().id() + " takes no blended truth; leave it out";
      training.refuse(problems, MIXUP, message);
    }
    if (training.get(SAMPLING) == Sampling.BALANCED && training.get(LossKeys.BALANCE_CLASSES)) {
      String message = "balance_classes weighs the classes alike too; leave one of them out";
      training.refuse(problems, SAMPLING, message);
    }
  }

  /**
   * Patterns that fit no layer of the network that a section names, as far as it can be built.
   *
   * @param section {@code model_training}
   */
  static void refuseMissingLayers(
      Section section, FeatureSpec input, Target target, Problems problems) {
    Section training = section.get(TrainConfig.TRAINING);
    LayerRates rates = techniques(training).layers();
    Optional<Architecture> network = TrainConfig.architecture(section);
    if (network.isEmpty() || rates.equals(LayerRates.none())) {
      return;
    }
    Field<?> asked = TrainConfig.TYPE;
    Section at = section.get(TrainConfig.MODEL);
    try {
      ModelGraph graph = Network.of(network.get(), at).untrained(input, target, 0, null);
      at = training;
      asked = FREEZE;
      new LayerRates(rates.frozen(), List.of()).of(graph);
      asked = GROUPS;
      rates.of(graph);
    } catch (PipelineException e) {
      at.refuse(problems, asked, e.inOneLine());
    }
  }

  /** Blends where none are trained on, and classes where there are none. */
  static void refuseMisfits(Section training, OutputKind output, Problems problems) {
    if (training.isWritten(MIXUP) && !Techniques.takesMixup(output)) {
      training.refuse(problems, MIXUP, "cannot blend samples of " + output.id() + "; leave it out");
    }
    if (training.get(SAMPLING) == Sampling.BALANCED && output != OutputKind.LOGITS) {
      training.refuse(problems, SAMPLING, "there are no classes; leave it out");
    }
  }
}
