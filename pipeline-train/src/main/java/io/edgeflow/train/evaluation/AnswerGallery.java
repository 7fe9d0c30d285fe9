package io.edgeflow.train.evaluation;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.ShownInput;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.numeric.Softmax;
import io.edgeflow.core.predict.Thresholds;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.train.evaluation.AnsweredSamples.AnsweredSample;
import io.edgeflow.train.evaluation.AnsweredSamples.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Picks samples for people to look at while a split is measured: the answers that are most surely
 * wrong, or farthest off, and others drawn by the seed. Keeps a few rows, however many there are.
 */
public final class AnswerGallery {
  private static final int WORST = 16;

  private final Schema schema;
  private final Split split;
  private final @Nullable Double threshold;
  private final long seed;

  /** The least bad on top, to make room. */
  private final PriorityQueue<Candidate> worst =
      new PriorityQueue<>(Comparator.comparingDouble(Candidate::badness).thenComparing(LATE_FIRST));

  /** The one drawn last on top. */
  private final PriorityQueue<Candidate> drawn =
      new PriorityQueue<>(
          Comparator.comparingLong(Candidate::lot).reversed().thenComparing(LATE_FIRST));

  private static final Comparator<Candidate> LATE_FIRST =
      Comparator.comparingInt(Candidate::row).reversed();

  /**
   * A gallery of a split.
   *
   * @param thresholds the predictor's own
   */
  public AnswerGallery(Schema schema, Split split, Thresholds thresholds, long seed) {
    this.schema = schema;
    this.split = split;
    this.threshold = thresholds.anomaly();
    this.seed = seed;
  }

  /**
   * A row that may be shown.
   *
   * @param badness how wrong it is; 0 when it is right
   * @param lot its place in a draw
   */
  private record Candidate(
      int row,
      String truth,
      String answer,
      double weight,
      Outcome outcome,
      double badness,
      long lot) {}

  /** Takes the answers to rows {@code from} to {@code to} (exclusive). */
  void add(int from, int to, float[] answers) {
    int width = schema.target().answers().size();
    float[] values = hasValues() ? split.truths(from, to).toFloats() : new float[0];
    for (int row = from; row < to; row++) {
      int first = (row - from) * width;
      offer(candidate(row, answers, first, values));
    }
  }

  private boolean hasValues() {
    return schema.target().truthType() == ElementType.FLOAT32;
  }

  private void offer(Candidate candidate) {
    if (candidate.badness() > 0) {
      keep(worst, candidate, WORST);
    }
    keep(drawn, candidate, AnsweredSamples.MOST);
  }

  private static void keep(PriorityQueue<Candidate> queue, Candidate candidate, int most) {
    queue.add(candidate);
    if (queue.size() > most) {
      queue.remove();
    }
  }

  private Candidate candidate(int row, float[] answers, int first, float[] values) {
    long lot = KeyedRandom.of(seed, row).nextLong();
    return schema
        .target()
        .map(
            new Target.Cases<>() {
              @Override
              public Candidate classes(ClassTarget target) {
                return ofClass(target, row, answers, first, lot);
              }

              @Override
              public Candidate values(ValueTarget target) {
                float truth = values[first];
                double off = Math.abs(answers[first] - truth);
                return new Candidate(
                    row, text(truth), text(answers[first]), off, Outcome.OPEN, off, lot);
              }

              @Override
              public Candidate self(SelfTarget target) {
                return ofError(row, answers[first], lot);
              }
            });
  }

  private Candidate ofClass(ClassTarget target, int row, float[] scores, int first, long lot) {
    int classes = target.labels().size();
    int predicted = Argmax.of(scores, first, classes);
    int truth = split.label(row);
    boolean right = truth == predicted;
    double confidence = Softmax.largest(scores, first, classes);
    return new Candidate(
        row,
        target.labels().get(truth),
        target.labels().get(predicted),
        confidence,
        right ? Outcome.RIGHT : Outcome.WRONG,
        right ? 0 : confidence,
        lot);
  }

  private Candidate ofError(int row, double error, long lot) {
    double limit = threshold == null ? Double.POSITIVE_INFINITY : threshold;
    boolean alarm = error > limit;
    if (!split.labeled()) {
      return new Candidate(row, "", word(alarm), error, Outcome.OPEN, error, lot);
    }
    boolean anomaly = split.label(row) != 0;
    boolean right = anomaly == alarm;
    double badness = right ? 0 : alarm ? error / limit : limit / Math.max(error, Double.MIN_NORMAL);
    Outcome outcome = right ? Outcome.RIGHT : Outcome.WRONG;
    return new Candidate(row, word(anomaly), word(alarm), error, outcome, badness, lot);
  }

  private static String word(boolean anomaly) {
    return anomaly ? "anomaly" : "normal";
  }

  private static String text(float value) {
    return Float.toString(value);
  }

  /** The picked samples; at most {@value AnsweredSamples#MOST}. */
  public AnsweredSamples picked() {
    ShownInput shown = ShownInput.of(schema);
    List<Candidate> picked = new ArrayList<>(worst);
    picked.sort(
        Comparator.comparingDouble(Candidate::badness).reversed().thenComparingInt(Candidate::row));
    drawn.stream()
        .filter(candidate -> !worst.contains(candidate))
        .sorted(Comparator.comparingLong(Candidate::lot).thenComparingInt(Candidate::row))
        .limit(AnsweredSamples.MOST - picked.size())
        .sorted(Comparator.comparingInt(Candidate::row))
        .forEach(picked::add);
    return new AnsweredSamples(
        shown.spec(),
        shown.columns(),
        threshold == null ? Double.NaN : threshold,
        picked.stream().map(candidate -> sample(candidate, shown)).toList());
  }

  private AnsweredSample sample(Candidate candidate, ShownInput shown) {
    return new AnsweredSample(
        candidate.row(),
        candidate.truth(),
        candidate.answer(),
        candidate.weight(),
        candidate.outcome(),
        shown.of(split.raw(candidate.row())));
  }
}
