package io.edgeflow.core.run;

/** Progress whose every step and note asks whether there is time left. */
record TimedProgress(Progress shown, Deadline deadline) implements Progress {
  @Override
  public Task start(String task, long total, String unit) {
    deadline.check();
    Task inner = shown.start(task, total, unit);
    return new Task() {
      @Override
      public void step(long units) {
        inner.step(units);
        deadline.check();
      }

      @Override
      public void skip(long units) {
        inner.skip(units);
        deadline.check();
      }

      @Override
      public void note(String text) {
        inner.note(text);
        deadline.check();
      }

      @Override
      public void close() {
        inner.close();
      }
    };
  }
}
