package io.edgeflow.monitor.replay;

import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.InferenceChannel;
import io.edgeflow.core.telemetry.InferenceChannel.Prediction;
import io.edgeflow.core.thread.Interrupts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Sends the raw rows of the held-out test split through the devices' active models, with their
 * labels. Row {@code i} of those chosen goes to device {@code i mod devices}, in batches, and none
 * is sent twice: after a device fails, its remaining rows stay unanswered.
 */
public final class TrafficReplay {
  private static final int BATCH = 32;

  private final ReplayConfig config;
  private final InferenceChannel channel;

  /** A replay through the given channel. */
  public TrafficReplay(ReplayConfig config, InferenceChannel channel) {
    this.config = config;
    this.channel = channel;
  }

  /** How many of the test split's rows are sent. */
  public int rows(Split test) {
    return config.limit().map(limit -> Math.min(limit, test.rows())).orElse(test.rows());
  }

  /**
   * Sends the rows and waits for all answers.
   *
   * @param targets the devices that take part; with none, no row is answered
   * @param threads devices that are busy at the same time
   * @throws PipelineException if interrupted
   */
  public ReplaySummary run(
      Dataset data, List<DeploymentTarget> targets, int threads, Progress progress) {
    int rows = rows(data.test());
    Rows traffic = new Rows(data, config, rows);
    try (Progress.Task task = progress.start("replay", rows, "inferences")) {
      List<Outcome> outcomes = targets.isEmpty() ? List.of() : all(traffic, targets, threads, task);
      return summary(rows, targets, outcomes);
    }
  }

  private List<Outcome> all(
      Rows traffic, List<DeploymentTarget> targets, int threads, Progress.Task task) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, targets.size()));
    try {
      List<Callable<Outcome>> work = new ArrayList<>();
      for (int d = 0; d < targets.size(); d++) {
        int first = d;
        work.add(() -> one(traffic, targets.get(first), first, targets.size(), task));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> done : pool.invokeAll(work)) {
        outcomes.add(done.get());
      }
      return outcomes;
    } catch (InterruptedException e) {
      throw Interrupts.restored(e, "Interrupted while sending traffic");
    } catch (ExecutionException e) {
      throw PipelineException.failed("Sending traffic failed").cause(e).build();
    } finally {
      pool.shutdownNow();
    }
  }

  private Outcome one(
      Rows traffic, DeploymentTarget target, int first, int stride, Progress.Task task) {
    int[] mine = IntStream.iterate(first, i -> i < traffic.count(), i -> i + stride).toArray();
    Outcome outcome = new Outcome();
    for (int from = 0; from < mine.length; from += BATCH) {
      List<float[]> rows = new ArrayList<>();
      List<Integer> labels = new ArrayList<>();
      for (int i = from; i < Math.min(from + BATCH, mine.length); i++) {
        rows.add(traffic.raw(mine[i]));
        labels.add(traffic.label(mine[i]));
      }
      try {
        outcome.take(channel.infer(target, rows, labels), labels);
      } catch (PipelineException e) {
        outcome.error = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
        return outcome;
      }
      task.step(rows.size());
    }
    return outcome;
  }

  private ReplaySummary summary(int rows, List<DeploymentTarget> targets, List<Outcome> outcomes) {
    long answered = outcomes.stream().mapToLong(o -> o.answered).sum();
    double latency = outcomes.stream().mapToDouble(o -> o.latencyMs).sum();
    Map<String, String> errors = new TreeMap<>();
    for (int d = 0; d < outcomes.size(); d++) {
      String error = outcomes.get(d).error;
      if (!error.isEmpty()) {
        errors.put(targets.get(d).id(), error);
      }
    }
    return new ReplaySummary(
        config.transform(),
        targets.size(),
        rows,
        answered,
        outcomes.stream().mapToLong(o -> o.correct).sum(),
        answered == 0 ? null : latency / answered,
        errors);
  }

  private static final class Outcome {
    private long answered;
    private long correct;
    private double latencyMs;
    private String error = "";

    private void take(List<Prediction> predictions, List<Integer> labels) {
      if (predictions.size() != labels.size()) {
        throw PipelineException.failed("A device answered another number of rows")
            .found(predictions.size())
            .limit(labels.size())
            .build();
      }
      for (int i = 0; i < labels.size(); i++) {
        answered++;
        correct += predictions.get(i).label() == labels.get(i) ? 1 : 0;
        latencyMs += predictions.get(i).latencyMs();
      }
    }
  }

  /** The chosen rows, made one at a time so that memory does not grow with their number. */
  private static final class Rows {
    private final Split test;
    private final int count;
    private final java.util.function.UnaryOperator<float[]> transform;

    private Rows(Dataset data, ReplayConfig config, int count) {
      this.test = data.test();
      this.count = count;
      if (config.transform() == ReplayConfig.Transform.INVERT) {
        int columns = data.schema().columns().size();
        this.transform = Inversion.over(List.of(data.train(), data.test()), columns)::apply;
      } else {
        this.transform = java.util.function.UnaryOperator.identity();
      }
    }

    private int count() {
      return count;
    }

    private float[] raw(int i) {
      return transform.apply(test.raw(row(i)));
    }

    private int label(int i) {
      return test.label(row(i));
    }

    private int row(int i) {
      return (int) ((long) i * test.rows() / count);
    }
  }
}
