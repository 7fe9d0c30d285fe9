package io.edgeflow.monitor.collect;

import io.edgeflow.core.artifact.AtomicFile;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.telemetry.DeviceTelemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet has counted since the window began, poll by poll: to each device's sum comes what it
 * counted since it last answered, so that nothing which was polled is lost when it restarts or
 * falls silent. Kept in a file after each poll, from which a new process goes on. Not thread-safe.
 *
 * <pre>{@code
 * CountedWindow window = CountedWindow.open(Path.of("monitor/window.json"), Optional.of(modelHash));
 * window.add(collector.collect());
 * DriftReport report = detector.detect(baseline, window.devices(), now);
 * window.restart();
 * }</pre>
 */
public final class CountedWindow {
  /** The file's form; what a later version adds is ignored. */
  static final PersistedForm<State> FORM =
      PersistedForm.tolerant("window of counts", State.class, 1);

  private final Path file;
  private final @Nullable String model;
  private final Map<String, DeviceTelemetry> last;
  private Map<String, DeviceWindow> sums;

  /**
   * What lies on disk.
   *
   * @param model whose answers are counted; null for those of any
   * @param last what each device said when it last answered
   * @param sums what each has counted since the window began
   */
  record State(
      @Nullable String model, Map<String, DeviceTelemetry> last, Map<String, DeviceWindow> sums) {
    State {
      last = Collections.unmodifiableMap(new TreeMap<>(last));
      sums = Collections.unmodifiableMap(new TreeMap<>(sums));
    }
  }

  private CountedWindow(Path file, @Nullable String model, State state) {
    this.file = file;
    this.model = model;
    this.last = new TreeMap<>(state.last());
    this.sums = new TreeMap<>(state.sums());
  }

  /**
   * The window that a file holds, or a new one. Sums of another model begin anew.
   *
   * @param modelHash the model whose answers are counted; empty for those of any
   * @throws io.edgeflow.core.error.PipelineException if the file is damaged or of a later version
   */
  public static CountedWindow open(Path file, Optional<String> modelHash) {
    String model = modelHash.orElse(null);
    if (!Files.exists(file)) {
      return new CountedWindow(file, model, new State(model, Map.of(), Map.of()));
    }
    State kept = FORM.read(file);
    boolean same = modelHash.equals(Optional.ofNullable(kept.model()));
    return new CountedWindow(file, model, same ? kept : new State(model, kept.last(), Map.of()));
  }

  /** Adds what the devices that answered have counted since they last did. */
  public void add(FleetSnapshot now) {
    for (DeviceReading device : now.devices()) {
      DeviceTelemetry report = device.telemetry();
      if (report != null) {
        add(device.deviceId(), report);
      }
    }
    save();
  }

  /** What each device has counted since the window began, in the order of their ids. */
  public List<DeviceWindow> devices() {
    return List.copyOf(sums.values());
  }

  /** Begins anew: what was counted so far is judged. */
  public void restart() {
    sums = new TreeMap<>();
    save();
  }

  private void add(String device, DeviceTelemetry report) {
    DeviceTelemetry before = last.put(device, report);
    if (model == null || model.equals(report.identity().modelHash())) {
      DeviceWindow more =
          before == null ? DeviceWindow.sinceLoad(report) : DeviceWindow.between(before, report);
      sums.merge(device, more, DeviceWindow::plus);
    }
  }

  private void save() {
    AtomicFile.write(file, FORM.text(new State(model, last, sums)) + "\n");
  }
}
