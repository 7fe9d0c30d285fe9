package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Sample;
import io.edgeflow.core.report.Panel.Tone;
import io.edgeflow.orchestrator.console.Numbers;
import io.edgeflow.train.evaluation.AnsweredSamples;
import io.edgeflow.train.evaluation.AnsweredSamples.AnsweredSample;
import io.edgeflow.train.evaluation.AnsweredSamples.Outcome;
import io.edgeflow.train.reference.LabelNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Samples of the test split with the trained model's answers, as pictures. */
final class SamplesPanel {
  private final AnsweredSamples answered;
  private final Pictures pictures;

  private SamplesPanel(AnsweredSamples answered) {
    this.answered = answered;
    this.pictures =
        Pictures.of(
            answered.spec(),
            answered.columns(),
            answered.samples().stream().map(AnsweredSample::input).toList());
  }

  static Panel of(AnsweredSamples answered) {
    SamplesPanel panel = new SamplesPanel(answered);
    return new Panel.Samples(
        "Test samples and the trained model's answers",
        panel.note(),
        answered.samples().stream().map(panel::sample).toList());
  }

  /** Training rows whose label looks wrong. */
  static Panel suspects(AnsweredSamples suspects, LabelNoise noise) {
    SamplesPanel panel = new SamplesPanel(suspects);
    return new Panel.Samples(
        "Training labels that look wrong",
        noise.suspects()
            + " of "
            + noise.rows()
            + " training rows that were looked at: a linear model that has not seen the row prefers"
            + " another class. The most suspicious first.",
        suspects.samples().stream()
            .map(
                sample ->
                    new Sample(
                        panel.pictures.of(sample.input()),
                        "",
                        Tone.NEUTRAL,
                        List.of(
                            "label " + sample.truth(),
                            "likely " + sample.answer() + " (" + percent(sample.weight()) + ")",
                            "row " + sample.row())))
            .toList());
  }

  private String note() {
    long wrong = count(Outcome.WRONG);
    long open = count(Outcome.OPEN);
    if (open > 0) {
      return "The answers that are farthest off first, then others drawn by the seed.";
    }
    return wrong == 0
        ? "None of the test samples is answered wrongly; these are drawn by the seed."
        : "Wrong answers first, the most certain of them at the start, then others drawn by the"
            + " seed.";
  }

  private long count(Outcome outcome) {
    return answered.samples().stream().filter(sample -> sample.outcome() == outcome).count();
  }

  private Sample sample(AnsweredSample sample) {
    return switch (sample.outcome()) {
      case RIGHT -> new Sample(pictures.of(sample.input()), "right", Tone.GOOD, lines(sample));
      case WRONG -> new Sample(pictures.of(sample.input()), "wrong", Tone.BAD, lines(sample));
      case OPEN -> new Sample(pictures.of(sample.input()), "", Tone.NEUTRAL, lines(sample));
    };
  }

  private List<String> lines(AnsweredSample sample) {
    List<String> lines = new ArrayList<>();
    boolean errors = !Double.isNaN(answered.threshold());
    String certainty = errors || isValue(sample) ? "" : " (" + percent(sample.weight()) + ")";
    lines.add("answer " + word(sample, sample.answer()) + certainty);
    if (!sample.truth().isEmpty()) {
      lines.add("truth " + word(sample, sample.truth()));
    }
    if (errors) {
      lines.add(
          "error " + Numbers.of(sample.weight()) + ", limit " + Numbers.of(answered.threshold()));
    } else if (isValue(sample)) {
      lines.add("off by " + Numbers.of(sample.weight()));
    }
    return lines;
  }

  private boolean isValue(AnsweredSample sample) {
    return Double.isNaN(answered.threshold()) && sample.outcome() == Outcome.OPEN;
  }

  private String word(AnsweredSample sample, String text) {
    return isValue(sample) ? Numbers.of(Double.parseDouble(text)) : text;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
  }
}
