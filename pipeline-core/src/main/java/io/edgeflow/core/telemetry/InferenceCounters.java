package io.edgeflow.core.telemetry;

import io.edgeflow.core.baseline.Histogram;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a device counted since its model was loaded.
 *
 * @param inferences answered
 * @param failures refused or failed
 * @param droppedFrames turned away because the queue was full
 * @param labeled inferences that came with a true label
 * @param correct of those, the ones predicted right
 * @param histograms one for each summary of the bundle's baseline, sorted by name
 */
public record InferenceCounters(
    long inferences,
    long failures,
    long droppedFrames,
    long labeled,
    long correct,
    Map<String, Histogram> histograms) {
  /** Sorts and copies the histograms. */
  public InferenceCounters {
    histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
  }

  /** Nothing counted yet, or no model that could. */
  public static InferenceCounters zero() {
    return new InferenceCounters(0, 0, 0, 0, 0, Map.of());
  }

  InferenceCounters withoutHistograms() {
    return new InferenceCounters(inferences, failures, droppedFrames, labeled, correct, Map.of());
  }
}
