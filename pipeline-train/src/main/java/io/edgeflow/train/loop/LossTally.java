package io.edgeflow.train.loop;

import io.edgeflow.core.sample.Target;
import io.edgeflow.train.loss.BatchLoss;
import io.edgeflow.train.loss.BatchTruth;
import java.util.Map;
import java.util.Optional;

/** Adds up the losses of batches and how good their outputs are. */
final class LossTally {
  private final Optional<Quality> quality;
  private double sum;
  private long rows;

  LossTally(Target target) {
    this.quality = Quality.of(target);
  }

  /** Adds a batch. */
  void add(BatchLoss loss, float[] outputs, BatchTruth truth) {
    sum += loss.sum();
    rows += truth.rows();
    quality.ifPresent(each -> each.add(outputs, truth));
  }

  double loss() {
    return sum / rows;
  }

  /** The quality under its name with a prefix; empty where there is none. */
  Map<String, Double> quality(String prefix) {
    return quality.map(each -> Map.of(prefix + each.name(), each.value())).orElse(Map.of());
  }
}
