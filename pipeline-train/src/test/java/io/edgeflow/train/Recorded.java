package io.edgeflow.train;

import io.edgeflow.core.run.Progress;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.run.Workspace;
import io.edgeflow.core.track.Tracker;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A run's context that remembers what a stage told it. */
final class Recorded implements Tracker, Progress, Progress.Task {
  final List<Map<String, ?>> events = new ArrayList<>();
  final Map<String, Map<Long, Double>> metrics = new TreeMap<>();
  final List<String> tasks = new ArrayList<>();
  final List<String> notes = new ArrayList<>();
  long units;
  boolean ended;

  RunContext context(Path workspace, long seed, int threads) {
    Workspace folders = new Workspace(workspace);
    return new RunContext(
        "test",
        seed,
        threads,
        Clock.systemUTC(),
        folders,
        folders.artifacts(),
        this,
        (type, fields) -> {
          Map<String, Object> event = new TreeMap<>(fields);
          event.put("type", type);
          events.add(event);
        },
        this);
  }

  @Override
  public Task start(String task, long total, String unit) {
    tasks.add(task + " " + total + " " + unit);
    return this;
  }

  @Override
  public void step(long finished) {
    units += finished;
  }

  @Override
  public void note(String text) {
    notes.add(text);
  }

  @Override
  public void close() {
    ended = true;
  }

  @Override
  public void metric(String key, double value, long step) {
    metrics.computeIfAbsent(key, name -> new TreeMap<>()).put(step, value);
  }

  @Override
  public void parameter(String key, String value) {}

  @Override
  public void tag(String key, String value) {}

  @Override
  public void artifact(String name, Path file) {}

  @Override
  public void finish(String status) {}
}
