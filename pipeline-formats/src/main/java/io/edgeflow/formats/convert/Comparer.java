package io.edgeflow.formats.convert;

import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.predict.Predictor;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.tensor.Shape;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.formats.convert.Comparison.Side;
import io.edgeflow.formats.read.ImportedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Runs two files on the same rows, one row at a time. */
public final class Comparer {
  /** How many rows are enough to see a difference. */
  public static final int MOST_ROWS = 256;

  private static final double NANOS_A_MS = 1e6;

  private Comparer() {}

  /** A file that can be run. */
  public record Running(String file, Predictor predictor) {}

  /**
   * Compares outputs.
   *
   * @param model that was read
   * @param rows of which at most {@value #MOST_ROWS} are taken, evenly spread
   * @param random whether they are random, for the comparison
   */
  public static Comparison compare(
      ImportedModel model,
      Running from,
      Running to,
      Samples rows,
      boolean random,
      Progress progress) {
    int count = Math.min(MOST_ROWS, rows.rows());
    double[] timesFrom = new double[count];
    double[] timesTo = new double[count];
    List<OutputTally> tallies = tallies(model);
    try (Progress.Task task = progress.start("compare", count, "samples")) {
      for (int i = 0; i < count; i++) {
        int row = (int) ((long) i * rows.rows() / count);
        List<Tensor> features = rows.batch(row, row + 1);
        List<Tensor> one = timed(from.predictor(), features, timesFrom, i);
        List<Tensor> other = timed(to.predictor(), features, timesTo, i);
        for (int k = 0; k < tallies.size(); k++) {
          tallies.get(k).add(one.get(k).floatRow(0), other.get(k).floatRow(0));
        }
        task.step(1);
      }
    }
    return new Comparison(
        count,
        random,
        new Side(from.file(), from.predictor().runtime(), median(timesFrom)),
        new Side(to.file(), to.predictor().runtime(), median(timesTo)),
        tallies.stream().map(OutputTally::difference).toList());
  }

  private static List<OutputTally> tallies(ImportedModel model) {
    ModelGraph graph = model.graph();
    return new ArrayList<>(
        IntStream.range(0, model.outputs().size())
            .mapToObj(
                i -> {
                  Shape shape = graph.shape(graph.signature().outputs().get(i).name());
                  boolean classes = shape.rank() == 2 && shape.elementsPerSample() > 1;
                  return new OutputTally(model.outputs().get(i).name(), classes);
                })
            .toList());
  }

  private static List<Tensor> timed(
      Predictor predictor, List<Tensor> features, double[] times, int row) {
    long begun = System.nanoTime();
    List<Tensor> outputs = predictor.run(features);
    times[row] = (System.nanoTime() - begun) / NANOS_A_MS;
    return outputs;
  }

  private static double median(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
