package io.edgeflow.orchestrator.console;

import io.edgeflow.core.gate.GateReport;
import io.edgeflow.orchestrator.run.RunListener;
import io.edgeflow.orchestrator.run.StageRecord;
import java.io.PrintStream;
import java.util.Locale;

/** One line for each stage when it ends. */
public final class StageLines implements RunListener {
  private static final int STATUS_WIDTH = 9;
  private static final String BELOW_THE_NAME = " ".repeat("[1/5] ".length());

  private final PrintStream out;
  private final Style style;
  private String place = "";

  /** Lines on the given stream. */
  public StageLines(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  @Override
  public void started(String stage, int index, int total) {
    place = "[" + index + "/" + total + "]";
  }

  @Override
  public void ended(StageRecord stage) {
    GateReport gate = stage.gate();
    String verdict =
        gate == null
            ? ""
            : "  " + gate.name() + Folding.TOGETHER + style.word(gate.verdict().name());
    String highlights = Highlights.of(stage);
    String line =
        String.format(
            Locale.ROOT,
            "%s %-18s %s %6.1f\u00a0s%s%s",
            place,
            stage.name(),
            style.word(stage.status().id(), STATUS_WIDTH),
            stage.durationS(),
            verdict,
            highlights.isEmpty() ? "" : "  " + highlights);
    out.println(style.fold(line, BELOW_THE_NAME));
    out.flush();
  }
}
