package io.edgeflow.optimize.quantize;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.graph.ValueRange;
import io.edgeflow.core.run.Progress;
import io.edgeflow.formats.reference.ReferenceRuntime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Post-training static quantization, first half: finds the range of every tensor. The writers
 * derive the integers from these (see {@code QuantScheme}), each as its peer does.
 */
public final class ModelQuantizer {
  private static final int BATCH = 32;

  private ModelQuantizer() {}

  /**
   * Runs a random sample of rows through the graph and notes each tensor's smallest and largest
   * value (min-max calibration). The float weights do not change; equal seeds take equal rows.
   *
   * @param graph folded; its old ranges are dropped
   * @param split training or validation rows, never test
   * @param samples rows to take, at least 1; all of them when there are fewer
   * @throws PipelineException if the split is empty or a value is not finite
   */
  public static ModelGraph calibrate(
      ModelGraph graph, Split split, int samples, long seed, Progress progress) {
    int[] rows = sample(split.rows(), samples, seed);
    if (rows.length == 0) {
      throw PipelineException.failed("There are no rows to calibrate with")
          .where("split " + split.name())
          .build();
    }
    Map<String, Extremes> seen = new LinkedHashMap<>();
    graph.tensors().forEach(tensor -> seen.put(tensor, new Extremes()));
    try (ReferenceRuntime runtime = new ReferenceRuntime(graph);
        Progress.Task task = progress.start("calibrate", rows.length, "samples")) {
      for (int from = 0; from < rows.length; from += BATCH) {
        int[] batch = Arrays.copyOfRange(rows, from, Math.min(from + BATCH, rows.length));
        runtime.run(split.batch(batch), (tensor, values) -> extremes(seen, tensor).add(values));
        task.step(batch.length);
      }
    }
    Map<String, ValueRange> ranges = new LinkedHashMap<>();
    seen.forEach((tensor, extremes) -> ranges.put(tensor, extremes.range(tensor)));
    return graph.withRanges(ranges);
  }

  /** Rows without repetition, in ascending order. */
  private static int[] sample(int rows, int samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = IntStream.range(0, rows).toArray();
    int count = Math.min(samples, rows);
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(rows - i);
      int row = order[other];
      order[other] = order[i];
      order[i] = row;
    }
    int[] chosen = Arrays.copyOf(order, count);
    Arrays.sort(chosen);
    return chosen;
  }

  private static Extremes extremes(Map<String, Extremes> seen, String tensor) {
    return java.util.Objects.requireNonNull(seen.get(tensor), tensor);
  }

  private static final class Extremes {
    private float min = Float.POSITIVE_INFINITY;
    private float max = Float.NEGATIVE_INFINITY;

    private void add(float[] values) {
      for (float value : values) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }

    private ValueRange range(String tensor) {
      if (!Float.isFinite(min) || !Float.isFinite(max)) {
        throw PipelineException.failed("The model gives values that are not finite")
            .found("[" + min + ", " + max + "]")
            .where("tensor " + tensor)
            .remedy("train again, with a smaller learning rate")
            .build();
      }
      return new ValueRange(min, max);
    }
  }
}
