package io.edgeflow.deploy.agent;

import io.edgeflow.core.thread.DaemonThreads;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices the parent's end: standard input, a pipe that the parent holds, closes with it. */
final class ParentWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

  private ParentWatch() {}

  static void start(Runnable whenGone) {
    DaemonThreads.start(
        "parent-watch",
        () -> {
          waitForEnd();
          whenGone.run();
        });
  }

  /** A broken pipe says the same as an ended one. */
  private static void waitForEnd() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      LOG.debug("Standard input broke", broken);
    }
  }
}
