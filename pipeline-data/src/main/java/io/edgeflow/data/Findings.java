package io.edgeflow.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.gate.Check;
import io.edgeflow.core.gate.GateReport;
import io.edgeflow.core.gate.Verdict;
import io.edgeflow.core.metric.Direction;
import io.edgeflow.core.metric.Metric;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.sample.ValueTarget;
import io.edgeflow.core.stage.StageReport;
import io.edgeflow.data.finding.DataFindings;
import io.edgeflow.data.finding.DataFindings.SplitBalance;
import io.edgeflow.data.finding.Finder;
import io.edgeflow.data.finding.NearDuplicates;
import io.edgeflow.data.finding.References;
import io.edgeflow.data.finding.Shift;
import io.edgeflow.data.preprocessing.RawSplit;
import io.edgeflow.data.preprocessing.RawSplits;
import io.edgeflow.data.source.LandedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Has the data set looked through, keeps what is found, and judges it. */
final class Findings {
  private static final String SERVED = "train_serve_difference";
  private static final String OVERLAP = "split_overlap";
  private static final String DRIFT = "data_drift";

  private final DataConfig config;

  Findings(DataConfig config) {
    this.config = config;
  }

  DataResult found(DataCollection collection, DatasetManifest dataset, RunContext context) {
    RawSplits splits = collection.splits();
    References references =
        References.of(
            context.workspace(),
            collection.sources().stream().map(LandedSource::name).toList(),
            dataset.schema().columns());
    DataFindings findings =
        Finder.find(
            Dataset.open(dataset, context.artifacts()),
            balance(splits, dataset.schema().target()),
            Optional.ofNullable(splits.equalRows()).orElse(0L),
            references.before(collection.dataVersion()),
            config.findings(),
            context);
    references.keep(new References.Version(collection.dataVersion(), findings.histograms()));
    String card = new DataCard(config, collection, dataset, findings, context).text();
    return new DataResult(
        collection,
        dataset,
        new DataResult.Found(
            context
                .artifacts()
                .put("data_findings.json", DataFindings.FORM.text(findings).getBytes(UTF_8)),
            context.artifacts().put("data_card.md", card.getBytes(UTF_8)),
            metrics(findings),
            notes(findings)));
  }

  private static List<SplitBalance> balance(RawSplits splits, Target target) {
    List<String> words =
        target.map(
            new Target.Cases<>() {
              @Override
              public List<String> classes(ClassTarget classes) {
                return classes.labels();
              }

              @Override
              public List<String> values(ValueTarget values) {
                return List.of("rows");
              }

              @Override
              public List<String> self(SelfTarget self) {
                return List.of("normal", "anomaly");
              }
            });
    List<String> names = List.of("train", "validation", "test");
    List<SplitBalance> balances = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      RawSplit split = splits.all().get(i);
      Map<String, Long> classes = new TreeMap<>();
      for (int label = 0; label < split.counts().size(); label++) {
        classes.put(words.get(label), split.counts().get(label));
      }
      balances.add(new SplitBalance(names.get(i), split.rows(), classes));
    }
    return balances;
  }

  private static List<Metric> metrics(DataFindings findings) {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        new Metric(
            SERVED,
            findings.served(),
            "difference",
            Direction.LOWER_IS_BETTER,
            findings.servedRows()));
    NearDuplicates near = findings.near();
    if (near != null) {
      metrics.add(
          new Metric(OVERLAP, near.overlap(), "ratio", Direction.LOWER_IS_BETTER, near.held()));
    }
    metrics.add(
        new Metric(
            DRIFT,
            findings.largestDrift(),
            "ratio",
            Direction.LOWER_IS_BETTER,
            findings.drift().stream().mapToLong(Shift::samples).max().orElse(0)));
    return metrics;
  }

  private static List<String> notes(DataFindings findings) {
    List<String> notes = new ArrayList<>();
    NearDuplicates near = findings.near();
    if (near != null && near.leaked() > 0) {
      notes.add(
          "%d of %d validation and test images (%.1f %%) are near to a training image"
              .formatted(near.leaked(), near.held(), 100 * near.overlap()));
    }
    shifted(findings.skew())
        .ifPresent(names -> notes.add("the test split differs from train in " + names));
    shifted(findings.drift())
        .ifPresent(names -> notes.add("the data drifted from the version before it in " + names));
    return notes;
  }

  private static Optional<String> shifted(List<Shift> shifts) {
    List<String> names =
        shifts.stream()
            .filter(shift -> shift.verdict() == Verdict.FAIL)
            .map(shift -> String.format(Locale.ROOT, "%s (KS %.2f)", shift.name(), shift.ks()))
            .toList();
    return names.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", names));
  }

  /** The card and what it is made of. */
  static Stream<Artifact> files(DataResult result) {
    return Stream.ofNullable(result.found())
        .flatMap(found -> Stream.of(found.card(), found.findings()));
  }

  /** The report of what was collected, with what was found. */
  StageReport judged(DataResult result, StageReport collected, List<Artifact> files) {
    DataResult.Found found = result.found();
    if (found == null) {
      return new StageReport(collected.gate(), collected.metrics(), files);
    }
    List<Metric> metrics = new ArrayList<>(collected.metrics());
    found.metrics().stream().filter(metric -> !Double.isNaN(metric.value())).forEach(metrics::add);
    return new StageReport(
        collected.gate().map(gate -> with(gate, found.metrics())),
        metrics,
        files,
        Stream.concat(collected.notes().stream(), found.notes().stream()).toList());
  }

  private GateReport with(GateReport gate, List<Metric> found) {
    List<Check> checks = new ArrayList<>(gate.checks());
    for (Metric metric : found) {
      limit(metric.name()).ifPresent(limit -> checks.add(check(metric, limit)));
    }
    return GateReport.of(gate.name(), checks, config.quality().allowInconclusive());
  }

  private Optional<Double> limit(String metric) {
    return switch (metric) {
      case SERVED -> Optional.of(0.0);
      case OVERLAP -> config.findings().maxOverlap();
      default -> config.findings().maxDrift();
    };
  }

  private static Check check(Metric metric, double limit) {
    if (metric.name().equals(DRIFT) && Double.isNaN(metric.value())) {
      return Check.notApplicable(
          metric.name(), limit, metric.unit(), "the first version of this data here");
    }
    return Check.atMost(
        metric,
        limit,
        switch (metric.name()) {
          case SERVED -> "a device would see other numbers than training did: report it";
          case OVERLAP -> "drop near duplicates, or split by a group that keeps them together";
          default -> "see in the report what moved, and why; a new normal needs a new model";
        });
  }
}
