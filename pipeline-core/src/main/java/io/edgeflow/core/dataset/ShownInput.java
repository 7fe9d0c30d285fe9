package io.edgeflow.core.dataset;

import io.edgeflow.core.sample.FeatureSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A raw input made as small as a picture of it needs: images of at most 64 pixels a side and series
 * of at most 240 steps by means over equal blocks, four features of a series, 24 values of a
 * vector.
 *
 * @param whole what a raw input is
 * @param block how many steps along a side, or in time, become one
 */
public record ShownInput(FeatureSpec whole, FeatureSpec spec, List<String> columns, int block) {
  private static final int SIDE = 64;
  private static final int STEPS = 240;
  private static final int CURVES = 4;
  private static final int VALUES = 24;

  /** How the raw rows of a schema are shown. */
  public static ShownInput of(Schema schema) {
    FeatureSpec whole = schema.raw();
    return switch (whole.kind()) {
      case IMAGE -> image(whole);
      case SERIES -> series(whole);
      case VECTOR -> {
        List<String> columns =
            schema.columns().subList(0, Math.min(VALUES, schema.columns().size()));
        yield new ShownInput(whole, FeatureSpec.vector(columns.size()), columns, 1);
      }
    };
  }

  private static ShownInput image(FeatureSpec whole) {
    int height = whole.axes().get(0).size();
    int width = whole.axes().get(1).size();
    int block = parts(Math.max(height, width), SIDE);
    FeatureSpec spec =
        FeatureSpec.of(whole.kind(), parts(height, block), parts(width, block), whole.channels());
    return new ShownInput(whole, spec.of(whole.type()), List.of(), block);
  }

  private static ShownInput series(FeatureSpec whole) {
    int block = parts(whole.axes().get(0).size(), STEPS);
    return new ShownInput(
        whole,
        FeatureSpec.series(
            parts(whole.axes().get(0).size(), block), Math.min(CURVES, whole.channels())),
        List.of(),
        block);
  }

  private static int parts(int size, int each) {
    return (size + each - 1) / each;
  }

  /** The values to show of a raw row. */
  public List<Float> of(float[] raw) {
    return switch (whole.kind()) {
      case IMAGE -> means(raw, whole.axes().get(0).size(), whole.axes().get(1).size());
      case SERIES -> means(raw, whole.axes().get(0).size(), 1);
      case VECTOR -> {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < spec.size(); i++) {
          values.add(raw[i]);
        }
        yield values;
      }
    };
  }

  /** Means over blocks of rows and columns, channel by channel; a series has one column. */
  private List<Float> means(float[] raw, int height, int width) {
    List<Float> means = new ArrayList<>(spec.size());
    for (int y = 0; y < height; y += block) {
      for (int x = 0; x < width; x += block) {
        for (int channel = 0; channel < spec.channels(); channel++) {
          means.add(
              mean(raw, y, Math.min(y + block, height), x, Math.min(x + block, width), channel));
        }
      }
    }
    return means;
  }

  private float mean(float[] raw, int top, int bottom, int left, int right, int channel) {
    int width = raw.length / whole.channels() / whole.axes().get(0).size();
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += raw[(y * width + x) * whole.channels() + channel];
      }
    }
    return (float) (sum / ((bottom - top) * (right - left)));
  }
}
