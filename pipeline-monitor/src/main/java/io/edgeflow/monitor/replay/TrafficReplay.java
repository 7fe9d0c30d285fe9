package io.edgeflow.monitor.replay;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Progress;
import io.edgeflow.core.target.DeploymentTarget;
import io.edgeflow.core.telemetry.InferenceChannel;
import io.edgeflow.core.telemetry.InferenceChannel.Reply;
import io.edgeflow.core.thread.Interrupts;
import java.util.ArrayList;
import java.util.Arrays;
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
 * Sends raw rows through the devices' active models, with what is true of them. Row {@code i} of
 * the traffic goes to device {@code i mod devices}, in batches, and none is sent twice: after a
 * device fails, its remaining rows stay unanswered.
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

  /**
   * Sends the rows and waits for all answers.
   *
   * @param targets the devices that take part; with none, no row is answered
   * @param threads devices that are busy at the same time
   * @throws PipelineException if interrupted
   */
  public ReplaySummary run(
      Traffic traffic, List<DeploymentTarget> targets, int threads, Progress progress) {
    int rows = traffic.count();
    try (Progress.Task task = progress.start("replay", rows, "inferences")) {
      List<Outcome> outcomes = targets.isEmpty() ? List.of() : all(traffic, targets, threads, task);
      return summary(rows, targets, outcomes);
    }
  }

  private List<Outcome> all(
      Traffic traffic, List<DeploymentTarget> targets, int threads, Progress.Task task) {
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
      Traffic traffic, DeploymentTarget target, int first, int stride, Progress.Task task) {
    int[] mine = IntStream.iterate(first, i -> i < traffic.count(), i -> i + stride).toArray();
    Outcome outcome = new Outcome();
    for (int from = 0; from < mine.length; from += BATCH) {
      int[] batch = Arrays.copyOfRange(mine, from, Math.min(from + BATCH, mine.length));
      try {
        outcome.take(
            channel.infer(target, traffic.raw(batch), traffic.truths(batch)), batch.length);
      } catch (PipelineException e) {
        outcome.error = String.valueOf(e.getMessage()).replaceAll("\\s*\\R\\s*", "; ");
        return outcome;
      }
      task.step(batch.length);
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
        0,
        answered == 0 ? null : latency / answered,
        errors);
  }

  private static final class Outcome {
    private long answered;
    private double latencyMs;
    private String error = "";

    private void take(Reply reply, int rows) {
      if (reply.latenciesMs().size() != rows) {
        throw PipelineException.failed("A device answered another number of rows")
            .found(reply.latenciesMs().size())
            .limit(rows)
            .build();
      }
      answered += rows;
      for (double latency : reply.latenciesMs()) {
        latencyMs += latency;
      }
    }
  }
}
