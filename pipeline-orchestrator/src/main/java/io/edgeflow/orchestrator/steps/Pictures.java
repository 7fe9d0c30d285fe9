package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.report.Panel.Picture;
import io.edgeflow.core.report.Panel.Series;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.tensor.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws raw inputs, all on one scale.
 *
 * @param low what is black
 * @param high what is white
 */
record Pictures(FeatureSpec spec, List<String> columns, double low, double high) {
  private static final double WHITE = 255;

  static Pictures of(FeatureSpec spec, List<String> columns, List<List<Float>> inputs) {
    List<Float> shown = inputs.stream().flatMap(List::stream).filter(Float::isFinite).toList();
    double low = Math.min(0, shown.stream().mapToDouble(Float::doubleValue).min().orElse(0));
    double most = shown.stream().mapToDouble(Float::doubleValue).max().orElse(1);
    return new Pictures(spec, columns, low, Math.max(low + Double.MIN_NORMAL, most));
  }

  Picture of(List<Float> input) {
    return switch (spec.kind()) {
      case IMAGE -> {
        int height = spec.axes().get(0).size();
        int width = spec.axes().get(1).size();
        List<Integer> pixels = input.stream().map(this::pixel).toList();
        yield new Picture.Image(width, height, spec.channels(), pixels);
      }
      case SERIES ->
          new Picture.Curves(
              IntStream.range(0, spec.channels())
                  .mapToObj(channel -> curve(input, channel, spec.channels()))
                  .toList());
      case VECTOR -> new Picture.Values(columns, input.stream().map(Float::doubleValue).toList());
    };
  }

  /** Bytes that use their whole range keep it, so that a dark picture stays dark. */
  private int pixel(float value) {
    boolean bytes = spec.type() == ElementType.UINT8 && high > WHITE / 2;
    double top = bytes ? WHITE : high;
    double share = Float.isFinite(value) ? (value - low) / (top - low) : 0;
    return (int) Math.round(WHITE * Math.max(0, Math.min(1, share)));
  }

  private static Series curve(List<Float> input, int channel, int channels) {
    List<Double> values = new ArrayList<>();
    for (int i = channel; i < input.size(); i += channels) {
      values.add(input.get(i).doubleValue());
    }
    return new Series("", 0, values);
  }
}
