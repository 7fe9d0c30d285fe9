package io.edgeflow.data;

import io.edgeflow.core.dataset.DatasetManifest;
import io.edgeflow.core.dataset.Schema;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.finding.DataFindings;
import io.edgeflow.data.finding.DataFindings.SplitBalance;
import io.edgeflow.data.finding.NearDuplicates;
import io.edgeflow.data.finding.Shift;
import io.edgeflow.data.preprocessing.TimeWithin;
import io.edgeflow.data.profile.ColumnProfile;
import io.edgeflow.data.profile.DataProfile;
import io.edgeflow.data.profile.NumberProfile;
import io.edgeflow.data.quality.Dimension;
import io.edgeflow.data.source.LandedSource;
import io.edgeflow.data.table.PersonalConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The data card of a data set, in Markdown: where it comes from, what it holds, what was left out,
 * how good it is and what was found, after T. Gebru et al., "Datasheets for Datasets" (2021), and
 * M. Pushkarna et al., "Data Cards" (2022). What only people know, such as consent, it asks for.
 */
final class DataCard {
  private static final int MOST_REASONS = 20;
  private static final int MOST_COLUMNS = 24;

  private final DataConfig config;
  private final DataCollection collection;
  private final DatasetManifest dataset;
  private final DataFindings findings;
  private final RunContext context;
  private final Markdown text = new Markdown();

  DataCard(
      DataConfig config,
      DataCollection collection,
      DatasetManifest dataset,
      DataFindings findings,
      RunContext context) {
    this.config = config;
    this.collection = collection;
    this.dataset = dataset;
    this.findings = findings;
    this.context = context;
  }

  String text() {
    text.line("# Data card");
    text.line("Written by `edgeflow run` for the data version `%s`.", collection.dataVersion());
    sources();
    rows();
    splits();
    columns();
    quality();
    personal();
    found();
    preprocessing();
    reproduce();
    text.line("## What only people can say");
    text.line(
        "Why the data was collected, by whom, with whose consent, what it must not be used for,"
            + " and what is known of its biases: add it where this card is published.");
    return text.toString();
  }

  private void sources() {
    text.line("## Sources");
    List<List<String>> rows = new ArrayList<>();
    for (LandedSource source : collection.sources()) {
      rows.add(
          List.of(
              source.name(),
              source.format().name().toLowerCase(Locale.ROOT),
              "`" + source.origin() + "`",
              String.valueOf(source.raw().bytes()),
              "`" + source.raw().sha256() + "`"));
    }
    text.table(List.of("source", "form", "from", "bytes landed", "SHA-256"), rows);
  }

  private void rows() {
    text.line("## Rows");
    text.line(
        "%d collected, %d valid, %d quarantined.",
        collection.collected(), collection.valid(), collection.quarantined());
    List<List<String>> reasons =
        QuarantineReasons.counted(context.artifacts().open(collection.quarantine()))
            .entrySet()
            .stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_REASONS)
            .map(reason -> List.of(reason.getKey(), String.valueOf(reason.getValue())))
            .toList();
    if (!reasons.isEmpty()) {
      text.line(
          "Why rows are in quarantine (numbers as `#`, of the first %d):",
          QuarantineReasons.MOST_ROWS);
      text.table(List.of("reason", "rows"), reasons);
    }
  }

  private static String within(TimeWithin time) {
    return time.equals(TimeWithin.ALL) ? "" : " within each `" + time.word() + "`";
  }

  private void splits() {
    text.line("## Splits");
    String how =
        config.split().group().map(group -> "by the group `" + group + "`").orElse("")
            + config
                .split()
                .column()
                .map(column -> " as the column `" + column + "` says")
                .orElse("")
            + config.split().time().map(time -> " in the order of `" + time + "`").orElse("")
            + within(config.split().timeWithin());
    text.line(
        "Dealt %s, seed %d. Equal rows are always in one split: %d rows equal another one.",
        how.isBlank() ? "by what the rows hold" : how.strip(),
        context.seed(),
        findings.equalRows());
    TreeSet<String> classes = new TreeSet<>();
    findings.splits().forEach(split -> classes.addAll(split.classes().keySet()));
    List<String> head = new ArrayList<>(List.of("split", "rows"));
    boolean shown = classes.size() > 1 && classes.size() <= MOST_REASONS;
    head.addAll(shown ? classes : List.of());
    List<List<String>> rows = new ArrayList<>();
    for (SplitBalance split : findings.splits()) {
      List<String> row = new ArrayList<>(List.of(split.split(), String.valueOf(split.rows())));
      if (shown) {
        classes.forEach(one -> row.add(String.valueOf(split.classes().getOrDefault(one, 0L))));
      }
      rows.add(row);
    }
    text.table(head, rows);
  }

  private void columns() {
    Schema schema = dataset.schema();
    text.line("## Columns");
    text.line(
        "A sample is of the kind %s, %s; the target is %s.",
        schema.raw().kind().id(),
        Arrays.toString(schema.raw().dims(1)).replaceFirst("^\\[1, ", "["),
        config.features().target().columns());
    DataProfile profile = profile();
    if (profile == null) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (ColumnProfile column : profile.columns().stream().limit(MOST_COLUMNS).toList()) {
      Optional<NumberProfile> numbers = Optional.ofNullable(column.numbers());
      rows.add(
          List.of(
              column.name(),
              column.type().name().toLowerCase(Locale.ROOT),
              number(column.completeness()),
              String.valueOf(column.distinct()),
              numbers.map(n -> number(n.min())).orElse(word(column.least())),
              numbers.map(n -> number(n.mean())).orElse(""),
              numbers.map(n -> number(n.max())).orElse(word(column.most())),
              numbers.map(n -> number(n.standardDeviation())).orElse("")));
    }
    text.table(
        List.of("column", "type", "complete", "distinct", "least", "mean", "most", "deviation"),
        rows);
    if (profile.columns().size() > MOST_COLUMNS) {
      text.line("And %d more, see `data_profile.json`.", profile.columns().size() - MOST_COLUMNS);
    }
  }

  private @Nullable DataProfile profile() {
    return collection.profile() == null
        ? null
        : DataProfile.FORM.read(context.artifacts().open(collection.profile()));
  }

  private void quality() {
    text.line("## Quality");
    List<List<String>> rows = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      String reason = config.quality().notApplicable().get(dimension);
      if (reason != null) {
        rows.add(List.of(dimension.id(), "–", "not applicable: " + reason));
      } else if (dimension != Dimension.TIMELINESS) {
        rows.add(
            List.of(
                dimension.id(),
                number(collection.quality().of(dimension).value()),
                "at least " + number(config.quality().threshold(dimension))));
      }
    }
    text.table(List.of("dimension", "value", "wanted"), rows);
    text.line(
        "Over all collected rows. Timeliness changes with the clock; the run's report has it.");
  }

  private void personal() {
    text.line("## Personal columns");
    PersonalConfig personal = config.features().personal();
    if (personal.isEmpty()) {
      text.line("None is declared (`data_pipeline.features.personal`).");
      return;
    }
    text.table(
        List.of("column", "treatment"),
        personal.columns().entrySet().stream()
            .map(column -> List.of(column.getKey(), column.getValue().id()))
            .toList());
    text.line(
        "They never landed. Hashes are HMAC-SHA-256, keyed by %s.",
        personal.key().isPresent()
            ? "a secret that the configuration is given"
            : "`personal.key` of the workspace, which stays there");
  }

  private void found() {
    text.line("## Findings");
    NearDuplicates near = findings.near();
    if (near != null) {
      text.line(
          "Near duplicates: %d of %d images looked at (of %d) are within %d bits of another one; %d pairs,"
              + " %d of them across splits. %d of %d validation and test images are near to a"
              + " training image.",
          near.near(),
          near.images(),
          near.of(),
          near.distance(),
          near.pairs(),
          near.crossing(),
          near.leaked(),
          near.held());
    }
    text.line("Test against train (Kolmogorov-Smirnov, population stability index):");
    shifts(findings.skew());
    if (findings.previous() == null) {
      text.line("Drift: the first version of this data in its workspace.");
    } else {
      text.line("Drift of the training rows from the version `%s`:", findings.previous());
      shifts(findings.drift());
    }
    text.line(
        "Train and serve: %d rows through the preprocessing as devices read it differ from what"
            + " training sees by at most %s.",
        findings.servedRows(), number(findings.served()));
  }

  private void shifts(List<Shift> shifts) {
    text.table(
        List.of("summary", "KS", "p", "PSI", "verdict"),
        shifts.stream()
            .map(
                shift ->
                    List.of(
                        shift.name(),
                        number(shift.ks()),
                        number(shift.pValue()),
                        number(shift.psi()),
                        switch (shift.verdict()) {
                          case PASS -> "same";
                          case FAIL -> "differs";
                          case INCONCLUSIVE -> "too few samples";
                        }))
            .toList());
  }

  private void preprocessing() {
    text.line("## Preprocessing");
    text.line("Fitted on train only, and applied by devices too:");
    List<String> steps = new ArrayList<>();
    dataset.preprocessing().prepare().forEach(step -> steps.add("once: " + name(step)));
    dataset.preprocessing().scale().forEach(step -> steps.add("each batch: " + name(step)));
    text.list(steps.isEmpty() ? List.of("nothing") : steps);
  }

  private static String name(Object step) {
    return step.getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  private void reproduce() {
    text.line("## How to reproduce");
    text.line(
        "`edgeflow run` with the run's configuration, seed %d, and sources whose bytes have the"
            + " digests above, makes this data set again, byte for byte.",
        context.seed());
  }

  private static String word(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
