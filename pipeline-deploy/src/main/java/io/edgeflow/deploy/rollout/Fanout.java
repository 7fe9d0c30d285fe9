package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.target.DeploymentTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does the same for several devices at a time; results keep the devices' order. */
final class Fanout implements AutoCloseable {
  private static final int MAX_THREADS = 16;

  private final ExecutorService workers;

  Fanout(int targets) {
    workers = Executors.newFixedThreadPool(Math.max(1, Math.min(targets, MAX_THREADS)));
  }

  <T> List<T> over(List<DeploymentTarget> targets, Function<DeploymentTarget, T> work)
      throws InterruptedException {
    List<Callable<T>> tasks = new ArrayList<>();
    targets.forEach(target -> tasks.add(() -> work.apply(target)));
    List<T> results = new ArrayList<>();
    for (Future<T> task : workers.invokeAll(tasks)) {
      results.add(result(task));
    }
    return results;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }

  private static <T> T result(Future<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PipelineException failure) {
        throw failure;
      }
      throw new IllegalStateException("Work for a device failed", e.getCause());
    }
  }
}
