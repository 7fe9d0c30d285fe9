package io.edgeflow.orchestrator.doctor;

/**
 * One finding about the machine.
 *
 * @param name what was inspected
 * @param state whether a run can work with it
 * @param detail what is there
 * @param remedy what to do; empty when nothing
 */
public record Finding(String name, State state, String detail, String remedy) {
  /** How serious a finding is. */
  public enum State {
    /** As it should be. */
    OK,
    /** A run works, with a drawback. */
    WARN,
    /** A run will fail. */
    MISSING
  }

  static Finding ok(String name, String detail) {
    return new Finding(name, State.OK, detail, "");
  }

  static Finding warn(String name, String detail, String remedy) {
    return new Finding(name, State.WARN, detail, remedy);
  }

  static Finding missing(String name, String detail, String remedy) {
    return new Finding(name, State.MISSING, detail, remedy);
  }
}
