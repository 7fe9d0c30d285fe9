package io.edgeflow.formats.convert;

import io.edgeflow.core.error.PipelineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code (pixel · scale − mean) / std}, channel by channel.
 *
 * <pre>{@code
 * // What torchvision's networks were trained with:
 * new Normalization(null, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));
 * }</pre>
 *
 * @param scale null for the usual one: 1/255 of pixels, 1 of other numbers
 * @param mean one for each channel; empty for 0
 * @param std one for each channel; empty for 1
 */
public record Normalization(@Nullable Double scale, List<Double> mean, List<Double> std) {
  /** The usual scale and nothing else. */
  public static final Normalization USUAL = new Normalization(null, List.of(), List.of());

  private static final double PIXEL = 255;

  /** Checks the numbers. */
  public Normalization {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (scale != null && !(Double.isFinite(scale) && scale != 0)) {
      throw refused("scale", scale, "a finite number but 0");
    }
    if (mean.stream().anyMatch(m -> !Double.isFinite(m))) {
      throw refused("mean", mean, "finite numbers");
    }
    if (std.stream().anyMatch(d -> !(Double.isFinite(d) && d > 0))) {
      throw refused("std", std, "finite numbers above 0");
    }
  }

  /**
   * Checks the number of channels.
   *
   * @param channels of the model's input
   */
  void requireChannels(int channels, String input) {
    requireChannels("mean", mean, channels, input);
    requireChannels("std", std, channels, input);
  }

  private static void requireChannels(String what, List<Double> given, int channels, String input) {
    if (!given.isEmpty() && given.size() != channels) {
      throw PipelineException.config("The " + what + " has not one number for each channel")
          .found(given.size() + " numbers, " + given)
          .limit(channels + (channels == 1 ? " channel" : " channels") + " of input " + input)
          .where("--" + what)
          .build();
    }
  }

  /**
   * Applies it to one sample, in place.
   *
   * @param values channels last
   * @param pixels whether they are 0 to 255
   */
  void apply(float[] values, boolean pixels) {
    if (!pixels && equals(USUAL)) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (scale != null) {
        value *= scale;
      } else if (pixels) {
        value /= PIXEL;
      }
      value -= mean.isEmpty() ? 0 : mean.get(i % mean.size());
      values[i] = (float) (value / (std.isEmpty() ? 1 : std.get(i % std.size())));
    }
  }

  private static PipelineException refused(String what, Object found, String limit) {
    return PipelineException.config("Not a normalization")
        .found(found)
        .limit(limit)
        .where("--" + what)
        .build();
  }
}
