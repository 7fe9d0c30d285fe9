package io.edgeflow.optimize.measure;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.numeric.Argmax;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.evaluation.Evaluation;
import io.edgeflow.train.evaluation.ModelEvaluator;
import java.util.ArrayList;
import java.util.List;

/**
 * What a predictor gave on every row of a split.
 *
 * @param evaluation how good that is
 * @param batches the scores, float32 {@code [rows, classes]} each, in row order
 */
public record ScoredSplit(Evaluation evaluation, List<Tensor> batches) {
  /** Copies the list. */
  public ScoredSplit {
    batches = List.copyOf(batches);
  }

  /** Runs a predictor over a split once. */
  public static ScoredSplit of(Predictor predictor, Split split, Progress progress) {
    Recorder recorder = new Recorder(predictor);
    Evaluation evaluation = ModelEvaluator.evaluate(recorder, split, progress);
    return new ScoredSplit(evaluation, recorder.batches);
  }

  /**
   * The largest absolute difference of any score; NaN when a score is.
   *
   * @param other of the same split
   */
  public double maxDifference(ScoredSplit other) {
    double largest = 0;
    for (int i = 0; i < batches.size(); i++) {
      float[] ours = batches.get(i).toFloats();
      float[] theirs = other.batches.get(i).toFloats();
      for (int k = 0; k < ours.length; k++) {
        largest = Math.max(largest, Math.abs((double) ours[k] - theirs[k]));
      }
    }
    return largest;
  }

  /**
   * The share of rows whose highest score, the first of equals, is that of the same class.
   *
   * @param other of the same split
   */
  public double top1Agreement(ScoredSplit other) {
    long rows = 0;
    long equal = 0;
    for (int i = 0; i < batches.size(); i++) {
      int classes = batches.get(i).dim(1);
      float[] ours = batches.get(i).toFloats();
      float[] theirs = other.batches.get(i).toFloats();
      for (int row = 0; row < ours.length; row += classes) {
        equal += Argmax.of(ours, row, classes) == Argmax.of(theirs, row, classes) ? 1 : 0;
        rows++;
      }
    }
    return (double) equal / rows;
  }

  /** Keeps what passes through. */
  private static final class Recorder implements Predictor {
    private final Predictor predictor;
    private final List<Tensor> batches = new ArrayList<>();

    private Recorder(Predictor predictor) {
      this.predictor = predictor;
    }

    @Override
    public Tensor predict(Tensor features) {
      Tensor scores = predictor.predict(features);
      batches.add(scores);
      return scores;
    }

    @Override
    public String runtime() {
      return predictor.runtime();
    }

    @Override
    public void close() {
      predictor.close();
    }
  }
}
