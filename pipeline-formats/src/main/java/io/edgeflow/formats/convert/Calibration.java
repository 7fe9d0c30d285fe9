package io.edgeflow.formats.convert;

import io.edgeflow.core.run.Progress;
import io.edgeflow.core.thread.SideBySide;
import io.edgeflow.formats.onnx.OnnxCalibrator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Shows rows to a calibrator, some at a time on each thread. */
public final class Calibration {
  private Calibration() {}

  /**
   * Observes all rows.
   *
   * @throws io.edgeflow.core.error.PipelineException the first, in the order of rows, that a batch
   *     fails with
   */
  public static void observe(
      OnnxCalibrator calibrator, Samples samples, int threads, Progress progress) {
    int each = calibrator.batchRows();
    List<Callable<Integer>> batches = new ArrayList<>();
    for (int from = 0; from < samples.rows(); from += each) {
      int first = from;
      int end = Math.min(from + each, samples.rows());
      batches.add(
          () -> {
            calibrator.observe(samples.batch(first, end));
            return end - first;
          });
    }
    try (Progress.Task task = progress.start("calibrate", samples.rows(), "samples")) {
      SideBySide.run(batches, threads, "calibrate", rows -> task.step(rows));
    }
  }
}
