package io.edgeflow.orchestrator.run;

/** Hears of a run's stages as they begin and end, in order and from one thread. */
public interface RunListener {
  /** A stage begins. */
  void started(String stage, int index, int total);

  /** A stage gave an output. */
  void ended(StageRecord stage);

  /** Hears nothing. */
  static RunListener none() {
    return new RunListener() {
      @Override
      public void started(String stage, int index, int total) {}

      @Override
      public void ended(StageRecord stage) {}
    };
  }
}
