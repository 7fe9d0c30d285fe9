package io.edgeflow.optimize.quantize;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.thread.SideBySide;
import io.edgeflow.formats.ModelExporter;
import io.edgeflow.formats.onnx.OnnxCalibrator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Post-training static quantization, first half: finds ranges of tensors. The writers derive the
 * integers from these (see {@code QuantScheme}), each as its peer does.
 */
public final class ModelQuantizer {
  private ModelQuantizer() {}

  /**
   * Runs a random sample of rows through the graph in ONNX Runtime and notes the smallest and
   * largest value of each tensor that an 8-bit file keeps (min-max calibration). The float weights
   * do not change. Equal seeds take equal rows and give equal ranges, on one kind of processor.
   *
   * @param graph its old ranges are dropped
   * @param split training or validation rows, never test
   * @param samples rows to take, at least 1; all of them when there are fewer
   * @param context whose seed, threads, progress and deadline are used
   * @throws PipelineException if the split is empty, a value is not finite or the time is over
   */
  public static ModelGraph calibrate(
      ModelGraph graph, Split split, int samples, RunContext context) {
    int[] rows = sample(split.rows(), samples, context.seed());
    if (rows.length == 0) {
      throw PipelineException.failed("There are no rows to calibrate with")
          .where("split " + split.name())
          .build();
    }
    try (OnnxCalibrator calibrator = ModelExporter.calibrator(graph);
        Progress.Task task = context.progress().start("calibrate", rows.length, "samples")) {
      observe(calibrator, split, batches(rows, calibrator.batchRows()), context, task);
      return graph.withRanges(calibrator.ranges());
    }
  }

  /** Batches side by side, one on each thread; the first in their order that fails is told. */
  private static void observe(
      OnnxCalibrator calibrator,
      Split split,
      List<int[]> batches,
      RunContext context,
      Progress.Task task) {
    ThreadLocal<FloatBuffer> own =
        ThreadLocal.withInitial(() -> floats(batches.get(0).length * split.spec().size()));
    List<Callable<Integer>> pieces =
        batches.stream()
            .<Callable<Integer>>map(
                batch ->
                    () -> {
                      observe(calibrator, split, batch, own.get());
                      return batch.length;
                    })
            .toList();
    context.check();
    SideBySide.run(
        pieces,
        context.threads(),
        "calibrate",
        rows -> {
          task.step(rows);
          context.check();
        });
  }

  private static void observe(
      OnnxCalibrator calibrator, Split split, int[] batch, FloatBuffer features) {
    split.gather(batch, features.clear());
    calibrator.observe(List.of(features.flip()), batch.length);
  }

  private static FloatBuffer floats(int size) {
    int bytes = Math.multiplyExact(size, Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  private static List<int[]> batches(int[] rows, int most) {
    return IntStream.iterate(0, from -> from < rows.length, from -> from + most)
        .mapToObj(from -> Arrays.copyOfRange(rows, from, Math.min(from + most, rows.length)))
        .toList();
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
}
