package io.edgeflow.deploy.fleet;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.deploy.agent.AgentDevices;
import io.edgeflow.deploy.agent.config.Fault;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many devices there are on this machine and what they do wrong.
 *
 * @param devices at least 1
 * @param faults by device id, for drills
 */
public record LocalFleetConfig(int devices, Map<String, Fault> faults) {
  /** Agents on this machine. */
  public static final Field<Integer> DEVICES =
      Field.integer("devices", 10, 1, 99, "agents on this machine");

  /** Drills: what a device does wrong, by its id. */
  public static final Field<Map<String, String>> FAULTS =
      Field.textMap("faults", "drills: device id to health, runtime or answers");

  /** The keys of {@code edge_deployment.local_fleet}. */
  public static final FieldTable FIELDS = FieldTable.of(DEVICES, FAULTS);

  /** Copies the map. */
  public LocalFleetConfig {
    faults = Collections.unmodifiableMap(new TreeMap<>(faults));
    if (devices < 1) {
      throw new IllegalArgumentException("A fleet of " + devices);
    }
  }

  /**
   * Reads the section.
   *
   * @param used whether there is a local fleet at all; without one nothing can be wrong with it
   */
  public static LocalFleetConfig from(Section section, boolean used, Problems problems) {
    int devices = section.get(DEVICES);
    Map<String, Fault> faults = faults(section, devices, problems);
    if (!used && !faults.isEmpty()) {
      section.refuse(problems, FAULTS, "targets are given, so there is no local fleet");
    }
    return new LocalFleetConfig(devices, faults);
  }

  private static Map<String, Fault> faults(Section section, int devices, Problems problems) {
    List<String> ids = IntStream.rangeClosed(1, devices).mapToObj(AgentDevices::id).toList();
    Map<String, Fault> faults = new TreeMap<>();
    section
        .get(FAULTS)
        .forEach(
            (id, word) -> {
              Optional<Fault> fault = Fault.of(word);
              if (!ids.contains(id)) {
                section.refuse(problems, FAULTS, "no device " + id + Problems.didYouMean(id, ids));
              } else if (fault.isEmpty()) {
                section.refuse(problems, FAULTS, "\"" + word + "\" is not available; " + words());
              } else {
                faults.put(id, fault.get());
              }
            });
    return faults;
  }

  private static String words() {
    return Arrays.stream(Fault.values()).map(Fault::id).collect(Collectors.joining(", "));
  }
}
