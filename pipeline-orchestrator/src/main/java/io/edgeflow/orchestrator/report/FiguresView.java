package io.edgeflow.orchestrator.report;

import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.report.KeyFigure;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.orchestrator.run.RunRecord;
import io.edgeflow.orchestrator.run.StageRecord;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Draws what people look for first, each beside the same figure of the run before. */
final class FiguresView {
  private final Html html;
  private final @Nullable RunRecord previous;

  private FiguresView(Html html, @Nullable RunRecord previous) {
    this.html = html;
    this.previous = previous;
  }

  static void add(Html html, RunRecord run, @Nullable RunRecord previous) {
    new FiguresView(html, previous).section(run);
  }

  private void section(RunRecord run) {
    html.open("section", "id", "figures").open("p", "class", "soft");
    if (previous == null) {
      html.text("There is no earlier run of this workflow in the workspace that succeeded.");
    } else {
      html.text("Beside each figure: the run before, ");
      html.element("a", previous.runId(), "href", "../" + previous.runId() + "/report.html");
      html.text(", of " + HtmlReport.time(previous.startedAt()) + ".");
    }
    html.close("p").line().open("div", "class", "cards").line();
    run.stages().forEach(stage -> stage.keyFigures().forEach(figure -> card(stage, figure)));
    html.close("div").close("section").line();
  }

  private void card(StageRecord stage, KeyFigure figure) {
    html.open("div", "class", "card").element("span", figure.name(), "class", "name");
    html.element("b", shown(figure), "class", Badge.tone(shown(figure)));
    html.element("span", figure.of(), "class", "note");
    if (previous != null) {
      html.open("span", "class", "before");
      before(stage, figure)
          .ifPresentOrElse(old -> compare(figure, old), () -> html.text("before: none"));
      html.close("span");
    }
    html.close("div").line();
  }

  private Optional<KeyFigure> before(StageRecord stage, KeyFigure figure) {
    return Optional.ofNullable(previous)
        .flatMap(run -> run.stage(stage.name()))
        .flatMap(
            old ->
                old.keyFigures().stream().filter(f -> f.name().equals(figure.name())).findFirst());
  }

  private void compare(KeyFigure now, KeyFigure old) {
    html.text("before: " + shown(old));
    Double value = now.value();
    Double was = old.value();
    if (value != null && was != null && !value.equals(was)) {
      double change = value - was;
      String sign = change > 0 ? "+" : "−";
      html.text(", ")
          .element(
              "span",
              sign
                  + Numbers.withUnit(rounded(Math.abs(change)), now.unit())
                  + word(now.direction(), change),
              "class",
              tone(now.direction(), change));
    } else if (shown(now).equals(shown(old))) {
      html.text(", the same");
    }
  }

  /** To two digits, because more of a difference says nothing. */
  private static double rounded(double change) {
    return new BigDecimal(change).round(new MathContext(2)).doubleValue();
  }

  private static String shown(KeyFigure figure) {
    if (!figure.text().isEmpty()) {
      return figure.text();
    }
    Double value = figure.value();
    return value == null ? "not measured" : Numbers.withUnit(value, figure.unit());
  }

  private static String word(Direction direction, double change) {
    String tone = tone(direction, change);
    return tone.equals("good") ? " better" : tone.equals("bad") ? " worse" : "";
  }

  private static String tone(Direction direction, double change) {
    return switch (direction) {
      case HIGHER_IS_BETTER -> change > 0 ? "good" : "bad";
      case LOWER_IS_BETTER -> change < 0 ? "good" : "bad";
      case NEUTRAL -> "dim";
    };
  }
}
