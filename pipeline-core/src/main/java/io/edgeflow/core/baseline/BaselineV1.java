package io.edgeflow.core.baseline;

import io.edgeflow.core.baseline.Summary.Of;
import java.util.List;
import java.util.Map;

/** How the first bundles held a baseline: of images and classes, by the names of the summaries. */
public record BaselineV1(Map<String, Histogram> histograms) {
  private static final List<Summary> KNOWN =
      List.of(
          new Summary("image_mean", Of.INPUT_MEAN, 0),
          new Summary("image_contrast", Of.INPUT_DEVIATION, 0),
          new Summary("predicted_score", Of.TOP_SCORE, 0),
          new Summary("confidence", Of.CONFIDENCE, 0));

  /** Copies the map. */
  public BaselineV1 {
    histograms = Map.copyOf(histograms);
  }

  /**
   * The same histograms with what they count.
   *
   * @throws IllegalArgumentException if a name was none of the first version
   */
  public Baseline current() {
    return new Baseline(
        KNOWN.stream().filter(summary -> histograms.containsKey(summary.name())).toList(),
        histograms);
  }
}
