package io.edgeflow.orchestrator.serve;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.thread.Sleeper;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.EdgeFleet;
import io.edgeflow.orchestrator.run.WorkspaceLock;
import io.edgeflow.orchestrator.run.WorkspaceLock.Scope;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fleet of a workspace as one process has it: kept by this process, which then holds its lock,
 * or kept by another one, to which this one attaches.
 */
public final class WorkspaceFleet implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final @Nullable WorkspaceLock lock;
  private final EdgeFleet fleet;

  private WorkspaceFleet(@Nullable WorkspaceLock lock, EdgeFleet fleet) {
    this.lock = lock;
    this.fleet = fleet;
  }

  /**
   * Launches the fleet and keeps it.
   *
   * @param holder what others are told who ask for it
   * @throws PipelineException of kind LOCKED if another process keeps it
   */
  public static WorkspaceFleet keep(DeployConfig config, Workspace workspace, String holder) {
    return launched(WorkspaceLock.take(workspace, Scope.FLEET, holder), config, workspace);
  }

  /**
   * Attaches to the fleet that another process keeps, also when it is just starting; keeps it where
   * nobody does. Targets elsewhere are nobody's to keep.
   *
   * @throws PipelineException if it does not start, or is up with other devices than configured
   */
  public static WorkspaceFleet join(DeployConfig config, Workspace workspace, String holder) {
    if (!config.targets().isEmpty()) {
      return new WorkspaceFleet(null, EdgeFleet.launch(config, workspace));
    }
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<WorkspaceLock> lock = WorkspaceLock.tryTake(workspace, Scope.FLEET, holder);
      if (lock.isPresent()) {
        return launched(lock.get(), config, workspace);
      }
      Optional<EdgeFleet> living = EdgeFleet.attach(config, workspace);
      if (living.isPresent()) {
        return new WorkspaceFleet(null, living.get());
      }
      pause();
    }
    throw PipelineException.failed("The fleet of this workspace is kept, but does not answer")
        .limit(START_TIMEOUT.toSeconds() + " s")
        .where(workspace.fleet())
        .remedy("see what the process that keeps it says, or stop it")
        .build();
  }

  /** The devices. */
  public EdgeFleet fleet() {
    return fleet;
  }

  @Override
  public void close() {
    fleet.close();
    if (lock != null) {
      lock.close();
    }
  }

  private static WorkspaceFleet launched(
      WorkspaceLock lock, DeployConfig config, Workspace workspace) {
    try {
      return new WorkspaceFleet(lock, EdgeFleet.launch(config, workspace));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void pause() {
    try {
      Sleeper.real().sleep(PAUSE);
    } catch (InterruptedException e) {
      throw PipelineException.interrupted("Interrupted while the fleet starts").cause(e).build();
    }
  }
}
