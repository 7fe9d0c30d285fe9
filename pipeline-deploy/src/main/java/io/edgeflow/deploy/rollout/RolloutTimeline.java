package io.edgeflow.deploy.rollout;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.JsonLines;
import io.edgeflow.core.run.EventLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every step of a rollout, one JSON line each, on disk before the next one. Thread-safe. */
public final class RolloutTimeline {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutTimeline.class);

  private final Path file;
  private final Clock clock;
  private final EventLog events;
  private final List<TimelineEvent> timeline = new ArrayList<>();

  /** Appends to a file, and tells the run's events. */
  public RolloutTimeline(Path file, Clock clock, EventLog events) {
    this.file = file;
    this.clock = clock;
    this.events = events;
  }

  /** The steps that a file tells, those of rollouts before the last one included. */
  public static List<TimelineEvent> read(Path file) {
    return new JsonLines(file).read(TimelineEvent.FORM);
  }

  /** Records a step. */
  public synchronized void record(String type, Map<String, String> fields) {
    TimelineEvent event = new TimelineEvent(clock.instant(), type, fields);
    timeline.add(event);
    append(TimelineEvent.FORM.text(event) + "\n");
    events.record("rollout." + type, event.fields());
  }

  /**
   * Records a step that must not be kept from happening by a full disk, such as going back: then
   * the log alone tells of it.
   */
  public void note(String type, Map<String, String> fields) {
    try {
      record(type, fields);
    } catch (PipelineException e) {
      LOG.error("Not in the timeline: {} {}", type, fields, e);
    }
  }

  /** The steps so far. */
  public synchronized List<TimelineEvent> timeline() {
    return List.copyOf(timeline);
  }

  private void append(String line) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileChannel out =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(false);
      }
    } catch (IOException e) {
      throw PipelineException.failed("Cannot write the rollout's timeline")
          .where(file)
          .cause(e)
          .build();
    }
  }
}
