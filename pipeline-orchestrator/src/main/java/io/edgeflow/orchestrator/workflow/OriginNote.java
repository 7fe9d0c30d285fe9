package io.edgeflow.orchestrator.workflow;

import io.edgeflow.core.thread.DaemonThreads;
import io.edgeflow.orchestrator.provenance.Origin;
import io.edgeflow.orchestrator.run.Invocation;
import io.edgeflow.orchestrator.run.RunRecorder;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what a run is made with, beside its work: it neither waits for that nor fails by it. */
final class OriginNote {
  private static final Logger LOG = LoggerFactory.getLogger(OriginNote.class);

  /** Longer than the programs that are asked may take. */
  private static final long PATIENCE_S = 10;

  private final CountDownLatch noted = new CountDownLatch(1);

  private OriginNote() {}

  static OriginNote start(RunRecorder recorder, String workflow, Invocation invocation) {
    OriginNote note = new OriginNote();
    DaemonThreads.start("provenance", () -> note.take(recorder, workflow, invocation));
    return note;
  }

  private void take(RunRecorder recorder, String workflow, Invocation invocation) {
    try {
      Path config = invocation.madeInCode() ? null : Path.of(invocation.config());
      recorder.provenance(Origin.of(workflow, config));
    } catch (RuntimeException e) {
      LOG.warn("What the run is made with could not be noted", e);
    } finally {
      noted.countDown();
    }
  }

  /** Waits until it is noted, which nearly always it is long before a run ends. */
  void await() {
    try {
      if (!noted.await(PATIENCE_S, TimeUnit.SECONDS)) {
        LOG.warn("What the run is made with is not known after {} s", PATIENCE_S);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
