package io.edgeflow.core.preprocess;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.sample.ImageShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One fitted step from a raw row towards a model's input. Steps are pure and thread-safe. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "step")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PreprocessStep.ImputeMean.class, name = "impute_mean"),
  @JsonSubTypes.Type(value = PreprocessStep.Impute.class, name = "impute"),
  @JsonSubTypes.Type(value = PreprocessStep.Interpolate.class, name = "interpolate"),
  @JsonSubTypes.Type(value = PreprocessStep.MinMax.class, name = "min_max"),
  @JsonSubTypes.Type(value = PreprocessStep.MinMaxRange.class, name = "min_max_range"),
  @JsonSubTypes.Type(value = PreprocessStep.Standardize.class, name = "standardize"),
  @JsonSubTypes.Type(value = PreprocessStep.Robust.class, name = "robust"),
  @JsonSubTypes.Type(value = PreprocessStep.Crop.class, name = "crop"),
  @JsonSubTypes.Type(value = PreprocessStep.Encode.class, name = "encode"),
  @JsonSubTypes.Type(value = PreprocessStep.Grayscale.class, name = "grayscale"),
  @JsonSubTypes.Type(value = PreprocessStep.Resize.class, name = "resize"),
})
public sealed interface PreprocessStep {
  /** Applies the step to one sample; may return its argument, changed. */
  float[] apply(float[] values);

  /** What it does where that is the same for every value of a channel; else empty. */
  default Optional<Scaling> scaling() {
    return Optional.empty();
  }

  /**
   * After how many places it does the same again to a value that is not missing, looking at no
   * other value; 0 where it does not.
   */
  default int period() {
    return 1;
  }

  /** What a channel without spread gives: 0, but never for a value that is missing. */
  private static float constant(float value) {
    return Float.isFinite(value) ? 0 : value;
  }

  /** Replaces NaN by the mean that the training rows had in that place. */
  record ImputeMean(Floats means) implements PreprocessStep {
    @Override
    public float[] apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        if (Float.isNaN(values[i])) {
          values[i] = means.get(i);
        }
      }
      return values;
    }
  }

  /**
   * Replaces NaN in some places by what was fitted for them; in all others it stays.
   *
   * @param columns the places
   * @param values as many
   */
  record Impute(List<Integer> columns, Floats values) implements PreprocessStep {
    /** Copies the places and checks their number. */
    public Impute {
      columns = List.copyOf(columns);
      if (columns.size() != values.size()) {
        throw new IllegalArgumentException(values.size() + " values for " + columns);
      }
    }

    @Override
    public float[] apply(float[] row) {
      for (int i = 0; i < columns.size(); i++) {
        int column = columns.get(i);
        if (Float.isNaN(row[column])) {
          row[column] = values.get(i);
        }
      }
      return row;
    }
  }

  /**
   * Replaces NaN in a series by what lies on the line between the values of its channel before and
   * after, which are {@code a} at time {@code s} and {@code b} at time {@code t}: {@code a + (b -
   * a) (now - s) / (t - s)}; before the first value and after the last by those (pandas' {@code
   * interpolate("linear", limit_direction="both")}). A channel without any value stays missing.
   */
  record Interpolate(int channels) implements PreprocessStep {
    @Override
    public float[] apply(float[] values) {
      for (int channel = 0; channel < channels; channel++) {
        fill(values, channel);
      }
      return values;
    }

    private void fill(float[] values, int channel) {
      int before = -1;
      for (int i = channel; i < values.length; i += channels) {
        if (Float.isNaN(values[i])) {
          continue;
        }
        for (int gap = before < 0 ? channel : before + channels; gap < i; gap += channels) {
          values[gap] = before < 0 ? values[i] : between(values, before, i, gap);
        }
        before = i;
      }
      for (int i = before + channels; before >= 0 && i < values.length; i += channels) {
        values[i] = values[before];
      }
    }

    private static float between(float[] values, int before, int after, int place) {
      double share = (double) (place - before) / (after - before);
      return (float) (values[before] + ((double) values[after] - values[before]) * share);
    }
  }

  /**
   * {@code (x - min) / (max - min)} a channel; a constant channel gives 0, and a missing value
   * stays missing. Value {@code i} belongs to channel {@code i mod channels}.
   */
  record MinMax(Floats min, Floats max) implements PreprocessStep {
    @Override
    public int period() {
      return Math.max(min.size(), max.size());
    }

    @Override
    public Optional<Scaling> scaling() {
      float[] spans = max.toArray();
      for (int i = 0; i < spans.length; i++) {
        spans[i] -= min.get(i % min.size());
      }
      return Scaling.of(min, Floats.of(spans));
    }

    @Override
    public float[] apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        float low = min.get(i % min.size());
        float span = max.get(i % max.size()) - low;
        values[i] = span == 0 ? constant(values[i]) : (values[i] - low) / span;
      }
      return values;
    }
  }

  /**
   * {@code low + (high - low) (x - min) / (max - min)} a channel (scikit-learn's {@code
   * MinMaxScaler(feature_range)}); a constant channel gives {@code low}, and a missing value stays
   * missing.
   */
  record MinMaxRange(Floats min, Floats max, float low, float high) implements PreprocessStep {
    /** Checks the range. */
    public MinMaxRange {
      if (!(low < high)) {
        throw new IllegalArgumentException("Not a range: " + low + " to " + high);
      }
    }

    @Override
    public int period() {
      return Math.max(min.size(), max.size());
    }

    @Override
    public Optional<Scaling> scaling() {
      float[] centers = min.toArray();
      float[] spans = max.toArray();
      for (int i = 0; i < spans.length; i++) {
        spans[i] = (float) (((double) spans[i] - centers[i]) / ((double) high - low));
        centers[i] = (float) (centers[i] - (double) low * spans[i]);
      }
      return Scaling.of(Floats.of(centers), Floats.of(spans));
    }

    @Override
    public float[] apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        float least = min.get(i % min.size());
        float span = max.get(i % max.size()) - least;
        float share = span == 0 ? constant(values[i]) : (values[i] - least) / span;
        values[i] = low + (high - low) * share;
      }
      return values;
    }
  }

  /**
   * {@code (x - median) / range} a channel, the range being that between the quartiles
   * (scikit-learn's {@code RobustScaler}).
   *
   * @param range none of them zero: 1 where the quartiles are equal
   */
  record Robust(Floats median, Floats range) implements PreprocessStep {
    /** Checks the ranges. */
    public Robust {
      if (Scaling.of(median, range).isEmpty()) {
        throw new IllegalArgumentException("A range of zero: " + range);
      }
    }

    @Override
    public int period() {
      return Math.max(median.size(), range.size());
    }

    @Override
    public Optional<Scaling> scaling() {
      return Scaling.of(median, range);
    }

    @Override
    public float[] apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (values[i] - median.get(i % median.size())) / range.get(i % range.size());
      }
      return values;
    }
  }

  /**
   * {@code (x - mean) / std} a channel, with the population standard deviation; a constant channel
   * gives 0, and a missing value stays missing.
   */
  record Standardize(Floats mean, Floats std) implements PreprocessStep {
    @Override
    public int period() {
      return Math.max(mean.size(), std.size());
    }

    @Override
    public Optional<Scaling> scaling() {
      return Scaling.of(mean, std);
    }

    @Override
    public float[] apply(float[] values) {
      for (int i = 0; i < values.length; i++) {
        float deviation = std.get(i % std.size());
        float centred = values[i] - mean.get(i % mean.size());
        values[i] = deviation == 0 ? constant(values[i]) : centred / deviation;
      }
      return values;
    }
  }

  /**
   * Bilinear resizing with half-pixel centres and clamped edges (PyTorch's align_corners=False).
   */
  record Resize(ImageShape from, ImageShape to) implements PreprocessStep {
    /** Checks the channels. */
    public Resize {
      if (from.channels() != to.channels()) {
        throw new IllegalArgumentException("Resizing keeps the channels: " + from + " " + to);
      }
    }

    @Override
    public int period() {
      return 0;
    }

    @Override
    public float[] apply(float[] values) {
      return Bilinear.resize(values, from, to);
    }
  }

  /**
   * The middle of an image, which starts at half of what is left over, rounded to even
   * (torchvision's {@code CenterCrop}).
   */
  record Crop(ImageShape from, int height, int width) implements PreprocessStep {
    /** Checks the size. */
    public Crop {
      if (height < 1 || height > from.height() || width < 1 || width > from.width()) {
        throw new IllegalArgumentException("A crop of " + height + "x" + width + " of " + from);
      }
    }

    @Override
    public int period() {
      return 0;
    }

    @Override
    public float[] apply(float[] values) {
      int top = (int) Math.rint((from.height() - height) / 2.0);
      int left = (int) Math.rint((from.width() - width) / 2.0);
      int line = width * from.channels();
      float[] cropped = new float[height * line];
      for (int y = 0; y < height; y++) {
        int start = ((top + y) * from.width() + left) * from.channels();
        System.arraycopy(values, start, cropped, y * line, line);
      }
      return cropped;
    }
  }

  /** The luminance of red, green and blue: {@code 0.299 R + 0.587 G + 0.114 B} (ITU-R BT.601). */
  record Grayscale(ImageShape from) implements PreprocessStep {
    /** Checks the channels. */
    public Grayscale {
      if (from.channels() != 3) {
        throw new IllegalArgumentException("No colours: " + from);
      }
    }

    @Override
    public int period() {
      return 0;
    }

    @Override
    public float[] apply(float[] values) {
      float[] gray = new float[values.length / 3];
      for (int i = 0; i < gray.length; i++) {
        gray[i] = 0.299f * values[3 * i] + 0.587f * values[3 * i + 1] + 0.114f * values[3 * i + 2];
      }
      return gray;
    }
  }

  /**
   * The codes of texts become the numbers of their encodings, each at its place; other columns stay
   * as they are.
   *
   * @param columns encodings by the place of their column in the raw row
   */
  record Encode(SortedMap<Integer, Encoding> columns) implements PreprocessStep {
    /** Copies the map. */
    public Encode {
      columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    /** How many numbers a row of some columns becomes. */
    public int width(int given) {
      return given - columns.size() + columns.values().stream().mapToInt(Encoding::width).sum();
    }

    /** The names of these numbers. */
    public List<String> names(List<String> given) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < given.size(); i++) {
        Encoding encoding = columns.get(i);
        names.addAll(encoding == null ? List.of(given.get(i)) : encoding.names(given.get(i)));
      }
      return names;
    }

    /** Which of these numbers say what a text is, and are not to be scaled. */
    public boolean[] indicators(int given) {
      boolean[] indicators = new boolean[width(given)];
      int place = 0;
      for (int i = 0; i < given; i++) {
        Encoding encoding = columns.get(i);
        int next = place + (encoding == null ? 1 : encoding.width());
        Arrays.fill(indicators, place, next, encoding != null && encoding.indicates());
        place = next;
      }
      return indicators;
    }

    @Override
    public int period() {
      return 0;
    }

    @Override
    public float[] apply(float[] values) {
      float[] encoded = new float[width(values.length)];
      int place = 0;
      for (int i = 0; i < values.length; i++) {
        Encoding encoding = columns.get(i);
        if (encoding == null) {
          encoded[place++] = values[i];
        } else {
          encoding.put(values[i], encoded, place);
          place += encoding.width();
        }
      }
      return encoded;
    }
  }
}
