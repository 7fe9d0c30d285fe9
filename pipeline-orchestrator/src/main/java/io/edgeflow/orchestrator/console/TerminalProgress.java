package io.edgeflow.orchestrator.console;

import io.edgeflow.core.run.Progress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bars with rate and time left on standard error; they vanish when their task ends. */
public final class TerminalProgress implements Progress {
  private static final int REFRESH_MS = 200;

  private final boolean coloured;

  /** Bars that are coloured or plain. */
  public TerminalProgress(boolean coloured) {
    this.coloured = coloured;
  }

  @Override
  public Task start(String task, long total, String unit) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("  " + task)
            .setInitialMax(total)
            .setUnit(" " + unit, 1)
            .setStyle(
                coloured ? ProgressBarStyle.COLORFUL_UNICODE_BAR : ProgressBarStyle.UNICODE_BLOCK)
            .setUpdateIntervalMillis(REFRESH_MS)
            .showSpeed()
            .clearDisplayOnFinish()
            .build();
    return new Bar(bar);
  }

  private record Bar(ProgressBar bar) implements Task {
    @Override
    public void step(long units) {
      bar.stepBy(units);
    }

    @Override
    public void note(String text) {
      bar.setExtraMessage(" " + text);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
