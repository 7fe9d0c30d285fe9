package io.edgeflow.deploy.agent;

import io.edgeflow.deploy.agent.config.Fault;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The devices that one process hosts, as in the file given to {@code --devices}. */
public record AgentDevices(List<Device> devices) {
  /** Copies the list. */
  public AgentDevices {
    devices = List.copyOf(devices);
  }

  /**
   * One device, whose folder is named as itself.
   *
   * @param fault what it does wrong in a drill; null when nothing
   */
  public record Device(String id, @Nullable Fault fault) {
    /** Checks that there is an id. */
    public Device {
      Objects.requireNonNull(id, "id");
    }
  }

  /** {@code device-01}, {@code device-02}, … without faults. */
  public static AgentDevices numbered(int count) {
    return new AgentDevices(
        IntStream.rangeClosed(1, count).mapToObj(n -> new Device(id(n), null)).toList());
  }

  /** The id of a device by number, from 1. */
  public static String id(int number) {
    return "device-%02d".formatted(number);
  }
}
