package io.edgeflow.train.loop;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one epoch gave.
 *
 * @param epoch from 1
 * @param trainLoss mean loss a training row, as seen while the weights moved (augmented, with
 *     dropout); of the loss trained on, so for distillation the mixed loss
 * @param valLoss mean loss a validation row after the epoch, without a teacher's part
 * @param quality by name what the loss does not say: {@code train_accuracy} and {@code
 *     val_accuracy} for classes; {@code train_rmse} and {@code val_rmse}, in the units of the data,
 *     for values; nothing for reconstructions; and the {@link Monitor} where it is another. Seen in
 *     the same passes as the losses
 * @param samplesPerSecond training rows a second of wall-clock time, validation left out
 */
public record EpochMetrics(
    int epoch,
    double trainLoss,
    double valLoss,
    Map<String, Double> quality,
    double samplesPerSecond) {
  /** Sorts and copies the map. */
  public EpochMetrics {
    quality = Collections.unmodifiableMap(new TreeMap<>(quality));
  }

  /** Both losses and the quality under their names for the tracker. */
  public Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>(quality);
    values.put("train_loss", trainLoss);
    values.put("val_loss", valLoss);
    return values;
  }
}
