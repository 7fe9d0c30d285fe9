package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.deploy.DeployConfig;
import io.edgeflow.deploy.EdgeFleet;
import io.edgeflow.orchestrator.serve.WorkspaceFleet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of the fleet's life within a run: launched ahead or when first asked for, closed
 * once. A fleet that another process keeps is attached to instead, and goes on.
 */
final class FleetOwner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FleetOwner.class);

  private static final String HOLDER = "edgeflow run";

  private final DeployConfig config;
  private final Workspace workspace;
  private @Nullable CompletableFuture<WorkspaceFleet> ahead;
  private @Nullable WorkspaceFleet fleet;
  private boolean asked;

  FleetOwner(DeployConfig config, Workspace workspace) {
    this.config = config;
    this.workspace = workspace;
  }

  /** Begins to launch the fleet, so that it is up by the time that a step asks for it. */
  void launchAhead() {
    CompletableFuture<WorkspaceFleet> launching = new CompletableFuture<>();
    ahead = launching;
    DaemonThreads.start("fleet-launch", () -> launch(launching));
  }

  /** The fleet; one that was launched ahead and ended before it was needed is launched again. */
  EdgeFleet fleet() {
    takeOver();
    if (!asked && fleet != null && !fleet.fleet().isUp()) {
      close();
    }
    asked = true;
    WorkspaceFleet open = fleet;
    if (open == null) {
      open = WorkspaceFleet.join(config, workspace, HOLDER);
      fleet = open;
    }
    return open.fleet();
  }

  /** Also ends what is being launched; an interrupt waits until that can be done. */
  @Override
  public void close() {
    CompletableFuture<WorkspaceFleet> launching = ahead;
    ahead = null;
    if (launching != null) {
      launching.exceptionally(FleetOwner::later).thenAccept(FleetOwner::closeAny).join();
    }
    closeAny(fleet);
    fleet = null;
  }

  private void launch(CompletableFuture<WorkspaceFleet> launching) {
    try {
      launching.complete(WorkspaceFleet.join(config, workspace, HOLDER));
    } catch (RuntimeException | Error e) {
      launching.completeExceptionally(e);
    }
  }

  private void takeOver() {
    CompletableFuture<WorkspaceFleet> launching = ahead;
    if (launching != null) {
      try {
        fleet = launching.exceptionally(FleetOwner::later).get();
        ahead = null;
      } catch (InterruptedException e) {
        throw PipelineException.interrupted("Interrupted while the fleet starts").cause(e).build();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static @Nullable WorkspaceFleet later(Throwable failure) {
    LOG.debug("The step that asks for the fleet tries again and tells why", failure);
    return null;
  }

  private static void closeAny(@Nullable WorkspaceFleet open) {
    if (open != null) {
      open.close();
    }
  }
}
