package io.edgeflow.train.evaluation;

/**
 * How good the probabilities of a classifier are.
 *
 * @param rocAuc the area under the ROC curve of each class against the others, in the mean over the
 *     classes (scikit-learn's {@code multi_class="ovr", average="macro"}); NaN where a class has no
 *     row or all, or where there are more than {@value ProbabilityTally#MOST_KEPT} probabilities
 * @param prAuc the average precision of each class against the others, in the mean over the
 *     classes; NaN as before
 * @param brier {@code Σ (p - y)²} over the classes, in the mean over the rows, 0 to 2 (Brier 1950)
 * @param ece the expected calibration error in {@value Reliability#BINS} bins, see {@link
 *     Reliability}
 */
public record ProbabilityScores(double rocAuc, double prAuc, double brier, double ece) {}
