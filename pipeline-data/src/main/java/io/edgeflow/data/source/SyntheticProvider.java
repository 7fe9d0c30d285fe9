package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.sample.FeatureKind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Sources of type {@code synthetic}: samples that a seed makes, for a trial without data. */
public final class SyntheticProvider implements DataSourceProvider {
  /** What is made. */
  public static final Field<Kind> KIND =
      Field.choice(
              "kind",
              null,
              List.of(Kind.values()),
              Kind::id,
              "images of one shape each, or multichannel sines of which some have a fault")
          .mandatory()
          .input();

  /** How many samples. */
  public static final Field<Integer> ROWS =
      Field.integer("rows", 1000, 1, 10_000_000, "how many samples").input();

  /** Sizes of a sample. */
  public static final Field<List<Integer>> SHAPE =
      Field.integers(
              "shape",
              List.of(),
              1,
              4096,
              "as features.shape: [height, width, channels], [time, channels]")
          .mandatory()
          .input();

  /** Classes of images, or faults of series. */
  public static final Field<List<String>> CLASSES =
      Field.texts(
              "classes",
              List.of(),
              List.of(),
              "images: of disc, square, bar, ring, cross; waveforms: faults beside normal, of spike,"
                  + " dropout, drift, stuck, offset; default: all")
          .input();

  /** How strong the noise is. */
  public static final Field<Double> NOISE =
      Field.number(
              "noise",
              0.1,
              0,
              10,
              "standard deviation of noise, of full brightness or the amplitude")
          .input();

  /** Periods of the sines. */
  public static final Field<List<Double>> FREQUENCIES =
      Field.numbers(
              "frequencies",
              List.of(1.0, 2.0, 3.0),
              0,
              1e6,
              "waveforms: periods in a sample, by channel")
          .input();

  /** How many series have a fault. */
  public static final Field<Double> FAULT_SHARE =
      Field.number("fault_share", 0.1, 0, 1, "waveforms: the share with a fault").input();

  /** What all is drawn by. */
  public static final Field<Integer> SEED =
      Field.integer("seed", 1, 0, Integer.MAX_VALUE, "equal seeds give equal bytes").input();

  /** How large all samples may be. */
  public static final Field<Integer> MAX_MB = LocalSource.maxMb(4096, 1 << 20);

  private static final FieldTable FIELDS =
      FieldTable.of(
          KIND,
          ROWS,
          SHAPE,
          CLASSES,
          NOISE,
          FREQUENCIES,
          FAULT_SHARE,
          SEED,
          MAX_MB,
          DataSource.TIMEOUT);

  /** What is made. */
  public enum Kind {
    /** A bright shape on dark ground, the class of which is its name. */
    IMAGES(FeatureKind.IMAGE, Drawing.SHAPES),
    /** Sines with noise; the class is {@code normal} or the name of the fault. */
    WAVEFORMS(FeatureKind.SERIES, Waves.FAULTS);

    private final FeatureKind samples;
    private final List<String> names;

    Kind(FeatureKind samples, List<String> names) {
      this.samples = samples;
      this.names = names;
    }

    /** The word in a configuration. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    FeatureKind samples() {
      return samples;
    }
  }

  @Override
  public String id() {
    return "synthetic";
  }

  @Override
  public String description() {
    return "made by a seed: labelled images, or waveforms of which some have faults";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    Kind kind = entry.get(KIND);
    List<Integer> shape = entry.get(SHAPE);
    List<String> classes = entry.get(CLASSES).isEmpty() ? kind.names : entry.get(CLASSES);
    int before = problems.all().size();
    if (shape.size() != kind.samples.axes().size()) {
      entry.refuse(problems, SHAPE, "must be " + kind.samples.axes() + " for " + kind.id());
    }
    if (!kind.names.containsAll(classes) || new HashSet<>(classes).size() != classes.size()) {
      entry.refuse(problems, CLASSES, "must be different ones of " + kind.names);
    }
    if (kind == Kind.IMAGES) {
      for (Field<?> key : List.of(FREQUENCIES, FAULT_SHARE)) {
        if (entry.isWritten(key)) {
          entry.refuse(problems, key, "is for waveforms only");
        }
      }
    }
    if (entry.get(FREQUENCIES).isEmpty()) {
      entry.refuse(problems, FREQUENCIES, "must not be empty");
    }
    if (problems.all().size() > before) {
      return Optional.empty();
    }
    Samples samples =
        kind == Kind.IMAGES
            ? new Drawing(shape, classes, entry.get(NOISE))
            : new Waves(
                shape, entry.get(FREQUENCIES), classes, entry.get(FAULT_SHARE), entry.get(NOISE));
    return Optional.of(
        new SyntheticSource(
            entry.get(DataSource.NAME),
            kind,
            shape,
            classes,
            samples,
            entry.get(ROWS),
            entry.get(SEED),
            (long) entry.get(MAX_MB) << 20));
  }
}
