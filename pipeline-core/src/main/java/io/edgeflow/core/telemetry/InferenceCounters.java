package io.edgeflow.core.telemetry;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.predict.LiveQuality;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a device counted since its model was loaded.
 *
 * @param load which of the device's loads of a model that was, counted from 1 over all its
 *     restarts; null from an agent that does not tell
 * @param inferences answered
 * @param failures refused or failed
 * @param droppedFrames turned away because the queue was full
 * @param labeled inferences that came with the truth
 * @param quality sums over those, see {@link LiveQuality}, sorted by name
 * @param histograms one for each summary of the bundle's baseline, sorted by name
 */
public record InferenceCounters(
    @Nullable Long load,
    long inferences,
    long failures,
    long droppedFrames,
    long labeled,
    Map<String, Double> quality,
    Map<String, Histogram> histograms) {
  /** Sorts and copies the maps. */
  public InferenceCounters {
    quality = Collections.unmodifiableMap(new TreeMap<>(quality));
    histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
  }

  /** Nothing counted yet, or no model that could. */
  public static InferenceCounters zero() {
    return new InferenceCounters(null, 0, 0, 0, 0, Map.of(), Map.of());
  }

  InferenceCounters withoutHistograms() {
    return new InferenceCounters(
        load, inferences, failures, droppedFrames, labeled, quality, Map.of());
  }
}
