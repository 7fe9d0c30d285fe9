package io.edgeflow.orchestrator.steps;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.report.Panel;
import io.edgeflow.core.report.Panel.Counts;
import io.edgeflow.core.report.Panel.Sample;
import io.edgeflow.core.report.Panel.Tone;
import io.edgeflow.data.finding.DataFindings;
import io.edgeflow.data.finding.DataFindings.SplitBalance;
import io.edgeflow.data.finding.NearDuplicates;
import io.edgeflow.data.finding.NearDuplicates.Pair;
import io.edgeflow.data.finding.Shift;
import io.edgeflow.data.finding.ShownSample;
import io.edgeflow.orchestrator.console.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What the report shows of what was found in a data set. */
final class FindingPanels {
  private static final int MOST_CLASSES = 20;
  private static final int MOST_HISTOGRAMS = 6;

  private final DataFindings findings;
  private final Pictures pictures;

  private FindingPanels(DataFindings findings) {
    this.findings = findings;
    List<List<Float>> inputs = new ArrayList<>();
    findings.samples().forEach(sample -> inputs.add(sample.input()));
    findings.twins().forEach(sample -> inputs.add(sample.input()));
    this.pictures = Pictures.of(findings.spec(), findings.columns(), inputs);
  }

  static List<Panel> of(DataFindings findings) {
    return new FindingPanels(findings).panels();
  }

  private List<Panel> panels() {
    List<Panel> panels = new ArrayList<>(List.of(balance()));
    if (!findings.samples().isEmpty()) {
      panels.add(samples());
    }
    findings.pictures().entrySet().stream()
        .limit(MOST_HISTOGRAMS)
        .forEach(histogram -> panels.add(histogram(histogram.getKey(), histogram.getValue())));
    panels.add(shifts());
    NearDuplicates near = findings.near();
    if (near != null) {
      panels.add(near(near));
    }
    return panels;
  }

  private Panel balance() {
    TreeSet<String> names = new TreeSet<>();
    findings.splits().forEach(split -> names.addAll(split.classes().keySet()));
    List<String> classes =
        names.size() > 1 && names.size() <= MOST_CLASSES ? List.copyOf(names) : List.of();
    List<String> head = new ArrayList<>(List.of("split", "rows"));
    head.addAll(classes);
    List<Boolean> numbers = new ArrayList<>();
    head.forEach(column -> numbers.add(!numbers.isEmpty()));
    List<List<String>> rows = new ArrayList<>();
    for (SplitBalance split : findings.splits()) {
      List<String> row = new ArrayList<>(List.of(split.split(), String.valueOf(split.rows())));
      classes.forEach(one -> row.add(share(split.classes().getOrDefault(one, 0L), split.rows())));
      rows.add(row);
    }
    return new Panel.Table(
        "Splits, and the share of each class ("
            + findings.equalRows()
            + " rows equal another one, always of one split)",
        head,
        numbers,
        rows);
  }

  private static String share(long count, long rows) {
    return rows == 0 ? "–" : String.format(Locale.ROOT, "%.1f\u00a0%%", 100.0 * count / rows);
  }

  private Panel samples() {
    return new Panel.Samples(
        "Samples",
        "The first rows of each class in the drawn order, as they were collected.",
        findings.samples().stream()
            .map(sample -> sample(sample, sample.label(), sample.split() + " row " + sample.row()))
            .toList());
  }

  private Sample sample(ShownSample sample, String... lines) {
    return new Sample(pictures.of(sample.input()), "", Tone.NEUTRAL, List.of(lines));
  }

  private Panel histogram(String name, Histogram train) {
    Histogram test = findings.heldPictures().getOrDefault(name, train.empty());
    return new Panel.Distributions(
        name,
        train.edges(),
        new Counts("train", train.counts()),
        new Counts("test", test.counts()),
        findings.skew().stream()
            .filter(shift -> shift.name().equals(name))
            .findFirst()
            .map(shift -> "KS " + Numbers.of(shift.ks()) + ", PSI " + Numbers.of(shift.psi()))
            .orElse(""));
  }

  private Panel shifts() {
    List<List<String>> rows = new ArrayList<>();
    findings.skew().forEach(shift -> rows.add(row("test against train", shift)));
    findings.drift().forEach(shift -> rows.add(row("against the version before", shift)));
    if (findings.previous() == null) {
      rows.add(List.of("against the version before", "first version", "", "", "", "–"));
    }
    rows.add(
        List.of(
            "device against training",
            findings.servedRows() + " rows, largest difference",
            Numbers.of(findings.served()),
            "",
            "",
            findings.served() == 0 ? "PASS" : "FAIL"));
    return new Panel.Table(
        "Skew and drift",
        List.of("what", "summary", "KS", "p", "PSI", "verdict"),
        List.of(false, false, true, true, true, false),
        rows);
  }

  private static List<String> row(String what, Shift shift) {
    return List.of(
        what,
        shift.name(),
        Numbers.of(shift.ks()),
        shift.pValue() < 1e-4 ? "<0.0001" : Numbers.of(shift.pValue()),
        Numbers.of(shift.psi()),
        shift.verdict().name());
  }

  private Panel near(NearDuplicates near) {
    List<Sample> shown = new ArrayList<>();
    for (int i = 0; i < near.first().size(); i++) {
      Pair pair = near.first().get(i);
      for (int side = 0; side < 2; side++) {
        ShownSample sample = findings.twins().get(2 * i + side);
        shown.add(
            sample(
                sample,
                "pair " + (i + 1) + ", " + pair.distance() + " bits",
                sample.split() + " row " + sample.row(),
                sample.label()));
      }
    }
    return new Panel.Samples(
        "Near duplicates",
        "%d of %d images are within %d of 64 bits of another one (dHash): %d pairs, %d across splits. "
                .formatted(
                    near.near(), near.images(), near.distance(), near.pairs(), near.crossing())
            + "%d of %d validation and test images are near to a training image."
                .formatted(near.leaked(), near.held()),
        shown);
  }
}
