package io.edgeflow.orchestrator.track;

import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

class TrackerContractTest {
  @Nested
  class TheJournal extends TrackerContract {
    @Override
    Tracker open(Workspace workspace, String runId) {
      return JournalTracker.open(workspace, runId, new Ticks());
    }
  }

  @Nested
  class TheJournalWithAServerThatIsNotThere extends TrackerContract {
    @Override
    Tracker open(Workspace workspace, String runId) {
      TrackingConfig config =
          new TrackingConfig(
              Optional.of(closedPort()), "edgeflow", Optional.empty(), Duration.ofSeconds(20));
      return Tracking.open(config, workspace, runId, new Ticks());
    }
  }

  private static URI closedPort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
