package io.edgeflow.monitor;

import io.edgeflow.core.numeric.Floats;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import java.util.List;
import java.util.function.UnaryOperator;

/** A model of four columns for each target, simple enough to be worked out by hand. */
public enum FakeTask {
  /** Whether a row's first half is brighter than its second. */
  CLASSES(
      FeatureSpec.image(new ImageShape(2, 2, 1)),
      new ClassTarget("label", List.of("dark", "bright")),
      Thresholds.NONE,
      row -> balance(row) > 0 ? new float[] {1, 2} : new float[] {2, 1}),
  /** A row's mean; the truth is 0.5 above it or below. */
  VALUES(
      FeatureSpec.vector(4),
      new ValueTarget(List.of("level"), Floats.of(4f), Floats.of(2f)),
      Thresholds.NONE,
      row -> new float[] {(float) mean(row)}),
  /** A row's mean is its error; rows above 16 are anomalies. */
  SELF(
      FeatureSpec.series(2, 2),
      new SelfTarget("broken", 0.99),
      Thresholds.NONE.withAnomaly(16),
      row -> new float[] {(float) mean(row)});

  private final FeatureSpec sample;
  private final Target target;
  private final Thresholds thresholds;
  private final UnaryOperator<float[]> model;

  FakeTask(FeatureSpec sample, Target target, Thresholds thresholds, UnaryOperator<float[]> model) {
    this.sample = sample;
    this.target = target;
    this.thresholds = thresholds;
    this.model = model;
  }

  public FeatureSpec sample() {
    return sample;
  }

  public Target target() {
    return target;
  }

  public Thresholds thresholds() {
    return thresholds;
  }

  public float[] answer(float[] row) {
    return model.apply(row);
  }

  static double mean(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += Float.isNaN(value) ? 0 : value;
    }
    return sum / row.length;
  }

  private static float balance(float[] row) {
    float balance = 0;
    for (int i = 0; i < row.length; i++) {
      balance += i < row.length / 2 ? row[i] : -row[i];
    }
    return balance;
  }
}
