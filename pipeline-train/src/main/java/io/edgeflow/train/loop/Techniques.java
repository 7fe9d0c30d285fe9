package io.edgeflow.train.loop;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.core.sample.Target;
import io.edgeflow.train.loss.Loss;
import io.edgeflow.train.optimizer.WeightAverage;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What training does beside plain steps; none of it unless it is asked for.
 *
 * @param emaDecay of the {@link WeightAverage} that is evaluated and given in place of the weights
 *     after the last step; at least 0 and below 1; empty for none
 * @param mixupAlpha of the Beta distribution from which shares of blended samples are drawn, above
 *     0; empty for none
 * @param sampling which training rows an epoch has
 * @param layers which layers learn, and how fast
 */
public record Techniques(
    OptionalDouble emaDecay, OptionalDouble mixupAlpha, Sampling sampling, LayerRates layers) {
  private static final Techniques NONE =
      new Techniques(
          OptionalDouble.empty(), OptionalDouble.empty(), Sampling.SHUFFLED, LayerRates.none());

  /** Checks the ranges. */
  public Techniques {
    emaDecay.ifPresent(WeightAverage::new);
    double alpha = mixupAlpha.orElse(1);
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException("An alpha of " + alpha);
    }
  }

  /** Plain steps. */
  public static Techniques none() {
    return NONE;
  }

  /** The same with an average of the weights. */
  public Techniques withEmaDecay(double decay) {
    return new Techniques(OptionalDouble.of(decay), mixupAlpha, sampling, layers);
  }

  /** The same with samples blended. */
  public Techniques withMixupAlpha(double alpha) {
    return new Techniques(emaDecay, OptionalDouble.of(alpha), sampling, layers);
  }

  /** The same with other rows in an epoch. */
  public Techniques withSampling(Sampling newSampling) {
    return new Techniques(emaDecay, mixupAlpha, newSampling, layers);
  }

  /** The same with layers that learn otherwise. */
  public Techniques withLayers(LayerRates newLayers) {
    return new Techniques(emaDecay, mixupAlpha, sampling, newLayers);
  }

  /** A new average of the weights, where there is one. */
  Optional<WeightAverage> average() {
    return emaDecay.isPresent()
        ? Optional.of(new WeightAverage(emaDecay.getAsDouble()))
        : Optional.empty();
  }

  /** Refuses what does not fit a loss or a target. */
  void refuseMisfits(Loss loss, Target target) {
    if (mixupAlpha.isPresent() && !takesMixup(target.output())) {
      throw misfit("Reconstructions are not blended", "mixup", target.output().id());
    }
    if (mixupAlpha.isPresent() && !loss.takesBlends()) {
      throw misfit("The loss takes no blended truth", "mixup", loss.description());
    }
    if (sampling == Sampling.BALANCED && target.output() != OutputKind.LOGITS) {
      throw misfit("There are no classes to balance", "sampling", target.output().id());
    }
  }

  /** Whether samples of a target may be blended: between two normal ones nothing is normal. */
  public static boolean takesMixup(OutputKind output) {
    return output != OutputKind.RECONSTRUCTION;
  }

  private static PipelineException misfit(String what, String key, String found) {
    return PipelineException.config(what)
        .found(found)
        .where("model_training.training." + key)
        .remedy("leave it out")
        .build();
  }
}
