package io.edgeflow.core.run;

/** Shows how far long work has come. Implementations never fail the work. */
@FunctionalInterface
public interface Progress {
  /**
   * Starts a task.
   *
   * @param task what is being done, for example {@code train}
   * @param total how many units it takes
   * @param unit for example {@code images}
   */
  Task start(String task, long total, String unit);

  /** A running task; closing it ends the display. */
  interface Task extends AutoCloseable {
    /** Adds finished units. */
    void step(long units);

    /** Adds units that an earlier run has finished, which tell nothing of how fast this one is. */
    default void skip(long units) {
      step(units);
    }

    /** Shows a short text beside the bar, for example the last loss. */
    void note(String text);

    @Override
    void close();
  }

  /** Shows nothing. */
  static Progress silent() {
    return (task, total, unit) ->
        new Task() {
          @Override
          public void step(long units) {}

          @Override
          public void note(String text) {}

          @Override
          public void close() {}
        };
  }
}
