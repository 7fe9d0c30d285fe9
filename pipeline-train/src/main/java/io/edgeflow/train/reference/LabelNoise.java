package io.edgeflow.train.reference;

import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.sample.OutputKind;
import io.edgeflow.train.evaluation.AnsweredSamples;
import io.edgeflow.train.evaluation.AnsweredSamples.AnsweredSample;
import io.edgeflow.train.evaluation.AnsweredSamples.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Training rows whose label is suspicious (Northcutt, Jiang and Chuang, "Confident learning:
 * estimating uncertainty in dataset labels", 2021): a logistic regression that has not seen the row
 * gives another class at least the probability that rows of that class have in the mean.
 *
 * @param rows that were looked at
 * @param suspects how many of them are suspicious
 * @param worst the rows, suspicious or not, for which another class is more probable: those whose
 *     own label is the least probable first
 */
public record LabelNoise(long rows, long suspects, List<Suspect> worst) {
  /** The most that {@link #worst} holds. */
  public static final int SHOWN = 100;

  private static final int FOLDS = 5;

  /**
   * A row with a label that is less probable than another.
   *
   * @param row of the training split, from 0
   * @param label the class that the data say
   * @param likely the class that is more probable
   * @param probability of the label
   * @param likelyProbability of the class that is more probable
   * @param confident whether that one has at least the probability that is usual for it
   */
  public record Suspect(
      int row,
      int label,
      int likely,
      double probability,
      double likelyProbability,
      boolean confident) {}

  /** Copies the list. */
  public LabelNoise {
    worst = List.copyOf(worst);
  }

  /**
   * Looks at the first rows of a split, as many as {@link Reference} is fitted on; none of other
   * targets.
   *
   * @param seed of the order in which the reference models see rows
   */
  public static Optional<LabelNoise> of(Split train, long seed) {
    if (train.target().output() != OutputKind.LOGITS) {
      return Optional.empty();
    }
    LinearRows rows = LinearRows.of(train);
    int[] labels = IntStream.range(0, rows.rows()).map(train::label).toArray();
    int classes = train.target().answers().size();
    return Optional.of(of(LinearClassifier.outOfFold(rows, classes, FOLDS, seed), labels));
  }

  /** The worst as pictures, with the label as truth and the likely class as answer. */
  public AnsweredSamples shown(Schema schema, Split train) {
    List<String> labels = schema.target().answers();
    return AnsweredSamples.of(
        schema,
        train,
        worst.stream()
            .limit(AnsweredSamples.MOST)
            .map(
                suspect ->
                    new AnsweredSample(
                        suspect.row(),
                        labels.get(suspect.label()),
                        labels.get(suspect.likely()),
                        suspect.likelyProbability(),
                        Outcome.WRONG,
                        List.of()))
            .toList());
  }

  /**
   * Judges labels by probabilities of models that have not seen the rows.
   *
   * @param probabilities one number a class for each row
   */
  static LabelNoise of(double[][] probabilities, int[] labels) {
    double[] usual = usual(probabilities, labels);
    List<Suspect> doubtful =
        IntStream.range(0, labels.length)
            .mapToObj(row -> suspect(row, labels[row], probabilities[row], usual))
            .filter(row -> row.likely != row.label)
            .sorted(Comparator.comparingDouble(Suspect::probability))
            .toList();
    return new LabelNoise(
        labels.length,
        doubtful.stream().filter(Suspect::confident).count(),
        doubtful.stream().limit(SHOWN).toList());
  }

  /** The mean probability of a class over the rows with its label. */
  private static double[] usual(double[][] probabilities, int[] labels) {
    double[] sums = new double[probabilities[0].length];
    int[] support = new int[sums.length];
    for (int row = 0; row < labels.length; row++) {
      sums[labels[row]] += probabilities[row][labels[row]];
      support[labels[row]]++;
    }
    for (int c = 0; c < sums.length; c++) {
      sums[c] = support[c] == 0 ? Double.POSITIVE_INFINITY : sums[c] / support[c];
    }
    return sums;
  }

  /** The most probable of the classes that reach what is usual for them, or else of all. */
  private static Suspect suspect(int row, int label, double[] probabilities, double[] usual) {
    Comparator<Integer> byProbability = Comparator.comparingDouble(c -> probabilities[c]);
    Optional<Integer> reached =
        IntStream.range(0, usual.length)
            .filter(c -> probabilities[c] >= usual[c])
            .boxed()
            .max(byProbability);
    int likely =
        reached.orElseGet(
            () -> IntStream.range(0, usual.length).boxed().max(byProbability).orElseThrow());
    return new Suspect(
        row, label, likely, probabilities[label], probabilities[likely], reached.isPresent());
  }
}
