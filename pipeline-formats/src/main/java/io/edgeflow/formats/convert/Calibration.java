package io.edgeflow.formats.convert;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.core.thread.Interrupts;
import io.edgeflow.formats.onnx.OnnxCalibrator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Shows rows to a calibrator, some at a time on each thread. */
public final class Calibration {
  private Calibration() {}

  /**
   * Observes all rows.
   *
   * @throws PipelineException the first, in the order of rows, that a batch fails with
   */
  public static void observe(
      OnnxCalibrator calibrator, Samples samples, int threads, Progress progress) {
    int each = calibrator.batchRows();
    ExecutorService workers =
        Executors.newFixedThreadPool(threads, DaemonThreads.named("calibrate"));
    try (Progress.Task task = progress.start("calibrate", samples.rows(), "samples")) {
      List<Future<Integer>> observed = new ArrayList<>();
      for (int from = 0; from < samples.rows(); from += each) {
        int first = from;
        int end = Math.min(from + each, samples.rows());
        observed.add(
            workers.submit(
                () -> {
                  calibrator.observe(samples.batch(first, end));
                  return end - first;
                }));
      }
      for (Future<Integer> batch : observed) {
        task.step(done(batch));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static int done(Future<Integer> batch) {
    try {
      return batch.get();
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while calibrating");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PipelineException failure) {
        throw failure;
      }
      throw new IllegalStateException("Calibration failed", e.getCause());
    }
  }
}
