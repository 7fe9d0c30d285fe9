package io.edgeflow.data.preprocessing;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.data.preprocessing.MissingConfig.Fill;
import io.edgeflow.data.preprocessing.MissingConfig.Kind;
import io.edgeflow.data.preprocessing.PreprocessingConfig.Scaler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Fits each step on the training rows as the steps before it leave them.
 *
 * <p>Missing values get the statistic that their place had, not that of their channel: the places
 * of an image or a series differ, and a corner that is always dark would be filled with the grey of
 * the whole. The step is kept when no training row lacks a value, since a device may still meet
 * one.
 */
final class PreprocessingFit {
  private final Schema schema;
  private final PreprocessingConfig config;
  private final List<PreprocessStep> shaping;
  private final boolean[] unscaled;

  /**
   * For a schema whose features are the raw ones, or images of the size that a model takes.
   *
   * @param encode how the codes of texts become numbers; null where no column holds texts
   */
  PreprocessingFit(Schema raw, PreprocessingConfig config, PreprocessStep.@Nullable Encode encode) {
    this.config = config;
    FeatureSpec features = raw.features();
    if (encode != null) {
      this.shaping = List.of(encode);
      features = FeatureSpec.vector(encode.width(raw.columns().size()));
    } else if (raw.raw().kind() == FeatureKind.IMAGE) {
      ImageShaping image = ImageShaping.of(raw, config.image());
      this.shaping = image.steps();
      features = image.features();
    } else {
      this.shaping = List.of();
    }
    this.schema = new Schema(raw.columns(), raw.raw(), features, raw.target());
    this.unscaled =
        encode == null
            ? new boolean[schema.features().channels()]
            : encode.indicators(raw.columns().size());
  }

  /** The schema with the features that a model takes. */
  Schema schema() {
    return schema;
  }

  /**
   * The steps to the stored sample: what changes its shape, which no value may be missing for.
   *
   * @param raw training rows, NaN where missing
   */
  List<PreprocessStep> prepare(Iterable<float[]> raw) {
    if (shaping.isEmpty()) {
      return List.of();
    }
    List<PreprocessStep> steps = new ArrayList<>(impute(raw, null));
    steps.addAll(shaping);
    return steps;
  }

  /**
   * The steps from the stored sample to the model's input.
   *
   * @param prepared training rows after the steps of {@link #prepare}; iterated several times
   */
  List<PreprocessStep> scale(Iterable<float[]> prepared) {
    return scale(prepared, null);
  }

  /**
   * The same of rows that are bytes.
   *
   * @param tally of these rows
   */
  List<PreprocessStep> scale(Iterable<float[]> prepared, @Nullable ByteTally tally) {
    List<PreprocessStep> steps = new ArrayList<>();
    if (shaping.isEmpty()) {
      steps.addAll(impute(prepared, tally));
    }
    for (Scaler scaler : config.scalers()) {
      List<PreprocessStep> before = List.copyOf(steps);
      Supplier<Moments[]> channels =
          () -> tally == null ? channels(after(before, prepared)) : tally.channels(before);
      steps.add(scaled(scaler, after(before, prepared), channels));
    }
    return steps;
  }

  private List<PreprocessStep> impute(Iterable<float[]> rows, @Nullable ByteTally tally) {
    List<PreprocessStep> steps = new ArrayList<>();
    List<Fill> fills = schema.columns().stream().map(config.missing()::of).toList();
    if (config.missing().all().kind() == Kind.INTERPOLATE) {
      steps.add(new PreprocessStep.Interpolate(schema.raw().channels()));
      fills = fills.stream().map(fill -> Fill.MEAN).toList();
    }
    steps.addAll(new FillFit(schema.columns(), fills, tally).steps(after(steps, rows)));
    return steps;
  }

  private PreprocessStep scaled(
      Scaler scaler, Iterable<float[]> rows, Supplier<Moments[]> moments) {
    return switch (scaler.scale()) {
      case MIN_MAX -> minMax(scaler, moments.get());
      case STANDARD -> {
        Moments[] channels = moments.get();
        yield new PreprocessStep.Standardize(
            floats(channels, Moments::mean, 0), floats(channels, Moments::deviation, 1));
      }
      case ROBUST -> robust(Quantiles.of(rows, schema.features().channels(), 0.25, 0.5, 0.75));
      case NONE -> throw new IllegalArgumentException("No scaler");
    };
  }

  private PreprocessStep minMax(Scaler scaler, Moments[] channels) {
    Floats min = floats(channels, Moments::min, scaler.low());
    Floats max = floats(channels, Moments::max, scaler.high());
    return scaler.equals(Scaler.MIN_MAX)
        ? new PreprocessStep.MinMax(min, max)
        : new PreprocessStep.MinMaxRange(min, max, scaler.low(), scaler.high());
  }

  private PreprocessStep robust(double[][] quartiles) {
    float[] medians = new float[quartiles.length];
    float[] ranges = new float[quartiles.length];
    for (int i = 0; i < quartiles.length; i++) {
      medians[i] = unscaled[i] ? 0 : (float) quartiles[i][1];
      float range = (float) (quartiles[i][2] - quartiles[i][0]);
      ranges[i] = range == 0 || unscaled[i] ? 1 : range;
    }
    return new PreprocessStep.Robust(Floats.of(medians), Floats.of(ranges));
  }

  /** Rows as some steps leave them; what is given is not changed. */
  private static Iterable<float[]> after(List<PreprocessStep> steps, Iterable<float[]> rows) {
    List<PreprocessStep> known = List.copyOf(steps);
    return Rows.mapped(
        rows,
        row -> {
          float[] values = row.clone();
          for (PreprocessStep step : known) {
            values = step.apply(values);
          }
          return values;
        });
  }

  private Moments[] channels(Iterable<float[]> rows) {
    Moments[] channels = Moments.array(schema.features().channels());
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        channels[i % channels.length].add(row[i]);
      }
    }
    return channels;
  }

  /** A statistic of each channel, and what leaves those as they are that are not to be scaled. */
  private Floats floats(Moments[] moments, ToDoubleFunction<Moments> statistic, float instead) {
    float[] values = new float[moments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = unscaled[i] ? instead : (float) statistic.applyAsDouble(moments[i]);
    }
    return Floats.of(values);
  }
}
