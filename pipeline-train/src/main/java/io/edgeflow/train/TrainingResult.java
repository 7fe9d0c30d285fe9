package io.edgeflow.train;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.train.curve.LearningCurves;
import io.edgeflow.train.evaluation.Calibration;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.PairedComparison;
import io.edgeflow.train.evaluation.SliceEvaluation;
import io.edgeflow.train.loop.EpochMetrics;
import io.edgeflow.train.reference.LabelNoise;
import io.edgeflow.train.reference.Reference;
import io.edgeflow.train.transfer.ModelOrigin;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the train stage gives.
 *
 * @param model a {@link io.edgeflow.core.graph.GraphFile} with the weights of the best epoch
 * @param bestEpoch from 1, the best by the metric that was monitored; the earliest of equals; 0
 *     where a model file was taken as it is
 * @param history one entry an epoch
 * @param validation the model on the validation split
 * @param test the model on the test split, which no choice was made on
 * @param samples {@link io.edgeflow.train.evaluation.AnsweredSamples} of the test split; null in a
 *     result that was kept before there were any
 * @param origin the model file that training started from; null where it was a network
 * @param calibration how far the probabilities of classes can be trusted; null for other targets,
 *     and in a result that was kept before it was measured
 * @param reference what a simple model reaches; null where it was not asked for, or has no meaning
 * @param labelNoise training rows whose label is suspicious; null as before
 * @param suspects {@link io.edgeflow.train.evaluation.AnsweredSamples} of the first of them; null
 *     where there are none
 * @param slices the model on slices of the test split; null where none were asked for
 * @param dataCard the card of the data set with what was found of its labels; null where nothing
 *     was looked for
 * @param comparison with the last accepted model; null where none was asked for, or there is none
 */
public record TrainingResult(
    Artifact model,
    int bestEpoch,
    List<EpochMetrics> history,
    Evaluation validation,
    Evaluation test,
    @Nullable Artifact samples,
    @Nullable ModelOrigin origin,
    @Nullable Calibration calibration,
    @Nullable Reference reference,
    @Nullable LabelNoise labelNoise,
    @Nullable Artifact suspects,
    @Nullable List<SliceEvaluation> slices,
    @Nullable PairedComparison comparison,
    @Nullable Artifact dataCard) {
  /** Copies the history. */
  public TrainingResult {
    history = List.copyOf(history);
    slices = slices == null ? null : List.copyOf(slices);
  }

  /** The same, with the model file's name of now. */
  public TrainingResult from(ModelOrigin newOrigin) {
    return new TrainingResult(
        model,
        bestEpoch,
        history,
        validation,
        test,
        samples,
        newOrigin,
        calibration,
        reference,
        labelNoise,
        suspects,
        slices,
        comparison,
        dataCard);
  }

  /** The same, with what is asked for now. */
  TrainingResult with(
      @Nullable List<SliceEvaluation> newSlices, @Nullable PairedComparison newComparison) {
    return new TrainingResult(
        model,
        bestEpoch,
        history,
        validation,
        test,
        samples,
        origin,
        calibration,
        reference,
        labelNoise,
        suspects,
        newSlices,
        newComparison,
        dataCard);
  }

  /** The same, with a card of its data. */
  public TrainingResult withDataCard(Artifact card) {
    return new TrainingResult(
        model,
        bestEpoch,
        history,
        validation,
        test,
        samples,
        origin,
        calibration,
        reference,
        labelNoise,
        suspects,
        slices,
        comparison,
        card);
  }

  /** The slices; none where none were asked for. */
  public List<SliceEvaluation> measuredSlices() {
    return slices == null ? List.of() : slices;
  }

  /** How losses and qualities went over the epochs. */
  public LearningCurves curves() {
    return new LearningCurves(history, bestEpoch);
  }

  /** For people: what came of it on the test split, and below it a sparkline of each curve. */
  @Override
  public String toString() {
    String measured =
        test.headlines().stream()
            .map(each -> String.format(Locale.ROOT, "%s %.4g", each.name(), each.value()))
            .collect(Collectors.joining(", "));
    return "TrainingResult[best epoch %d of %d, %s of %d test samples]\n%s"
        .formatted(bestEpoch, history.size(), measured, test.samples(), curves())
        .stripTrailing();
  }
}
