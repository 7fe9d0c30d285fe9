package io.edgeflow.train.testing;

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
public final class Recorded implements Tracker, Progress, Progress.Task {
  public final List<Map<String, ?>> events = new ArrayList<>();
  public final Map<String, Map<Long, Double>> metrics = new TreeMap<>();
  public final List<String> tasks = new ArrayList<>();
  public final List<String> notes = new ArrayList<>();
  public long units;
  public boolean ended;

  public RunContext context(Path workspace, long seed, int threads) {
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
