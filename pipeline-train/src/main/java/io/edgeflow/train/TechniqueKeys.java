package io.edgeflow.train;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Section;
import io.edgeflow.train.loop.Techniques;

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

  private TechniqueKeys() {}

  static Techniques techniques(Section training) {
    return training
        .get(EMA)
        .find(EMA_DECAY)
        .map(Techniques.none()::withEmaDecay)
        .orElse(Techniques.none());
  }
}
