package io.edgeflow.deploy.agent;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.deploy.agent.config.AgentConfig;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agent's command line.
 *
 * @param state the folder; with one device it is the device's own, with several it holds theirs
 * @param id the one device; null when several are hosted
 * @param devices the hosted devices; null when there is one
 * @param port 0 for a free one; several devices always take free ones
 * @param product that the devices belong to; null when they take releases of any
 * @param hardware what the devices are
 * @param portFile where the ports are written once all devices answer; null for nowhere
 * @param exitWithInput whether the end of standard input ends the agent
 */
record AgentCommandLine(
    Path state,
    @Nullable String id,
    @Nullable AgentDevices devices,
    String host,
    int port,
    @Nullable String product,
    String hardware,
    @Nullable Path portFile,
    boolean exitWithInput) {
  static final String USAGE =
      """
      Usage: edgeflow agent --state DIR (--id ID | --devices FILE|N) [--host 127.0.0.1] [--port 0]
                            [--product NAME] [--hardware NAME] [--port-file FILE] [--exit-with-input]
      Example: edgeflow agent --state .edgeflow/fleet/device-01 --id device-01 --port 8443
      """;
  private static final List<String> WITH_VALUE =
      List.of(
          "--state",
          "--id",
          "--devices",
          "--host",
          "--port",
          "--product",
          "--hardware",
          "--port-file");
  private static final String EXIT_WITH_INPUT = "--exit-with-input";
  private static final int MAX_PORT = 65_535;

  static AgentCommandLine parse(String... arguments) {
    Map<String, String> values = values(arguments);
    String id = values.get("--id");
    String devices = values.get("--devices");
    String state = values.get("--state");
    String portFile = values.get("--port-file");
    if (state == null || (id == null) == (devices == null)) {
      throw usage("--state and one of --id and --devices are needed");
    }
    int port = number("--port", values.getOrDefault("--port", "0"), MAX_PORT);
    if (devices != null && port != 0) {
      throw usage("Several devices cannot share --port " + port);
    }
    return new AgentCommandLine(
        Path.of(state),
        id,
        devices == null ? null : devices(devices),
        values.getOrDefault("--host", "127.0.0.1"),
        port,
        values.get("--product"),
        values.getOrDefault("--hardware", AgentConfig.thisMachine()),
        portFile == null ? null : Path.of(portFile),
        values.containsKey(EXIT_WITH_INPUT));
  }

  private static Map<String, String> values(String... arguments) {
    Map<String, String> values = new HashMap<>();
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    while (!rest.isEmpty()) {
      String name = rest.pop();
      int equals = name.indexOf('=');
      if (equals > 0) {
        rest.push(name.substring(equals + 1));
        name = name.substring(0, equals);
      }
      if (name.equals(EXIT_WITH_INPUT)) {
        values.put(name, "");
      } else if (WITH_VALUE.contains(name) && !rest.isEmpty()) {
        values.put(name, rest.pop());
      } else {
        throw usage("Unknown option, or one without its value: " + name);
      }
    }
    return values;
  }

  private static AgentDevices devices(String given) {
    return given.matches("[0-9]{1,4}")
        ? AgentDevices.numbered(number("--devices", given, 1000))
        : Json.read(Path.of(given), AgentDevices.class);
  }

  private static int number(String name, String given, int max) {
    if (!given.matches("[0-9]{1,5}") || Integer.parseInt(given) > max) {
      throw usage(name + " must be a whole number up to " + max + ", found " + given);
    }
    return Integer.parseInt(given);
  }

  private static PipelineException usage(String what) {
    return PipelineException.config(what + "\n" + USAGE).build();
  }
}
