package io.edgeflow.train.loss;

import io.edgeflow.core.sample.OutputKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The losses that a configuration can name. */
public enum LossKind {
  /** {@link Loss.CrossEntropy}, with label smoothing. */
  CROSS_ENTROPY(s -> new Loss.CrossEntropy(s.classWeights(), s.labelSmoothing(), 0)),
  /** {@link Loss.CrossEntropy} with a gamma. */
  FOCAL(s -> new Loss.CrossEntropy(s.classWeights(), 0, s.focalGamma())),
  /** {@link NumberLoss.Squared}. */
  MSE(s -> new NumberLoss.Squared()),
  /** {@link NumberLoss.Absolute}. */
  MAE(s -> new NumberLoss.Absolute()),
  /** {@link NumberLoss.Huber}. */
  HUBER(s -> new NumberLoss.Huber(s.huberDelta()));

  private final Function<LossSettings, Loss> maker;

  LossKind(Function<LossSettings, Loss> maker) {
    this.maker = maker;
  }

  /** The word in the configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The words of those that can train a model with this output. */
  public static List<String> idsFor(OutputKind output) {
    return Arrays.stream(values()).filter(k -> k.supports(output)).map(LossKind::id).toList();
  }

  /** The one of an output where none is chosen. */
  static LossKind of(OutputKind output) {
    return output == OutputKind.LOGITS ? CROSS_ENTROPY : MSE;
  }

  /** Whether it can train a model with this output. */
  public boolean supports(OutputKind output) {
    return create(LossSettings.usual()).supports(output);
  }

  /** Whether it can take the truth of blended rows. */
  public boolean takesBlends() {
    return create(LossSettings.usual()).takesBlends();
  }

  /** The loss; settings of the others are not looked at. */
  public Loss create(LossSettings settings) {
    return maker.apply(settings);
  }
}
