package io.edgeflow.data.finding;

import io.edgeflow.core.baseline.Baseline;
import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.baseline.HistogramCounter;
import io.edgeflow.core.baseline.Summaries;
import io.edgeflow.core.baseline.Summary;
import io.edgeflow.core.dataset.Dataset;
import io.edgeflow.core.dataset.ShownInput;
import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.preprocess.Preprocessing;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.data.finding.DataFindings.SplitBalance;
import io.edgeflow.data.finding.NearDuplicates.Pair;
import io.edgeflow.data.finding.NearDuplicates.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a data set. Of each split it looks at rows at equal distances, at most {@value
 * #MOST_ROWS} of them and of images {@value #MOST_IMAGES} in all, so that time and memory have a
 * bound; splits lie in an order drawn by the seed, so that these are a fair sample.
 */
public final class Finder {
  static final int MOST_ROWS = 10_000;
  static final int MOST_IMAGES = 60_000;

  private static final int SERVED = 200;

  private final Dataset data;
  private final FindingConfig config;
  private final RunContext context;
  private final List<Split> splits;

  private Finder(Dataset data, FindingConfig config, RunContext context) {
    this.data = data;
    this.config = config;
    this.context = context;
    this.splits = List.of(data.train(), data.validation(), data.test());
  }

  /**
   * Looks through a data set.
   *
   * @param balance how many rows of each class each split has
   * @param equalRows rows that equal another one
   * @param previous the data version before, if there is one
   */
  public static DataFindings find(
      Dataset data,
      List<SplitBalance> balance,
      long equalRows,
      Optional<References.Version> previous,
      FindingConfig config,
      RunContext context) {
    return new Finder(data, config, context).find(balance, equalRows, previous);
  }

  private DataFindings find(
      List<SplitBalance> balance, long equalRows, Optional<References.Version> previous) {
    Map<String, Histogram> reference = new TreeMap<>();
    Map<String, Histogram> held = new TreeMap<>();
    Map<String, Histogram> now = new TreeMap<>();
    Map<String, Histogram> pictures = new TreeMap<>();
    Map<String, Histogram> heldPictures = new TreeMap<>();
    List<Summary> summaries = summaries();
    double[][] trained = values(data.train(), summaries);
    double[][] tested = values(data.test(), summaries);
    for (int i = 0; i < summaries.size(); i++) {
      String name = summaries.get(i).name();
      double[] train = finite(trained[i]);
      if (train.length == 0) {
        continue;
      }
      double[] test = finite(tested[i]);
      Histogram own = ofEqualMass(train);
      reference.put(name, own);
      held.put(name, counted(own.edges(), test));
      List<Double> even = evenly(train, test);
      pictures.put(name, counted(even, train));
      heldPictures.put(name, counted(even, test));
      previous
          .map(version -> version.histograms().get(name))
          .ifPresent(before -> now.put(name, counted(before.edges(), train)));
    }
    NearDuplicates near = near();
    ShownInput shown = ShownInput.of(data.schema());
    SamplePicks picks = new SamplePicks(data, shown);
    return new DataFindings(
        balance,
        equalRows,
        near,
        Shift.between(reference, held),
        previous.map(References.Version::dataVersion).orElse(null),
        previous.map(version -> Shift.between(version.histograms(), now)).orElse(List.of()),
        served(),
        Math.min(SERVED, data.train().rows()),
        reference,
        pictures,
        heldPictures,
        shown.spec(),
        shown.columns(),
        picks.picked(),
        near == null ? List.of() : twins(near, picks));
  }

  private List<Summary> summaries() {
    return Summaries.ofInput(data.schema().raw(), data.schema().columns());
  }

  /** Rows at equal distances. */
  private static int[] rows(Split split, int most) {
    int count = Math.min(split.rows(), most);
    return IntStream.range(0, count).map(i -> (int) ((long) i * split.rows() / count)).toArray();
  }

  /** Of each summary, its values of some rows. */
  private double[][] values(Split split, List<Summary> summaries) {
    int channels = data.schema().raw().channels();
    int[] rows = rows(split, MOST_ROWS);
    List<double[]> found = new ArrayList<>();
    if (split.holdsBytes()) {
      split
          .bytes(rows)
          .each(context.threads(), row -> Summaries.values(summaries, channels, row), found::add);
    } else {
      split
          .raw(rows)
          .each(context.threads(), row -> Summaries.values(summaries, channels, row), found::add);
    }
    double[][] values = new double[summaries.size()][found.size()];
    for (int i = 0; i < values.length; i++) {
      for (int row = 0; row < found.size(); row++) {
        values[i][row] = found.get(row)[i];
      }
    }
    return values;
  }

  private static double[] finite(double[] values) {
    return DoubleStream.of(values).filter(Double::isFinite).toArray();
  }

  private static Histogram ofEqualMass(double[] values) {
    Summary itself = new Summary("value", Summary.Of.ANSWER_VALUE, 0);
    List<float[]> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(new float[] {(float) value});
    }
    return Objects.requireNonNull(Baseline.of(List.of(itself), 1, rows).histograms().get("value"));
  }

  private static List<Double> evenly(double[] train, double[] test) {
    double[] all = DoubleStream.concat(DoubleStream.of(train), DoubleStream.of(test)).toArray();
    return HistogramCounter.edgesFor(
        DoubleStream.of(all).min().orElse(0), DoubleStream.of(all).max().orElse(0));
  }

  private static Histogram counted(List<Double> edges, double[] values) {
    HistogramCounter counter = new HistogramCounter(edges);
    for (double value : values) {
      counter.add((float) value);
    }
    return counter.snapshot();
  }

  private @Nullable NearDuplicates near() {
    if (data.schema().raw().kind() != FeatureKind.IMAGE) {
      return null;
    }
    long all = splits.stream().mapToLong(Split::rows).sum();
    long[][] hashes = new long[splits.size()][];
    double[] step = new double[splits.size()];
    for (int i = 0; i < hashes.length; i++) {
      Split split = splits.get(i);
      int most = (int) Math.max(1, Math.min(split.rows(), (long) MOST_IMAGES * split.rows() / all));
      int looked = all <= MOST_IMAGES ? split.rows() : most;
      step[i] = looked == 0 ? 1 : (double) split.rows() / looked;
      hashes[i] =
          new ImageHashes(data.schema().raw()).of(split, rows(split, looked), context.threads());
      context.check();
    }
    return NearSearch.of(hashes, step, all, config.distance());
  }

  private List<ShownSample> twins(NearDuplicates near, SamplePicks picks) {
    List<ShownSample> twins = new ArrayList<>();
    for (Pair pair : near.first()) {
      for (Place place : List.of(pair.one(), pair.other())) {
        twins.add(picks.shown(splits.get(place.split()), place.row()));
      }
    }
    return twins;
  }

  /** A device reads the preprocessing from a file and makes each row by itself. */
  private double served() {
    Preprocessing device =
        Json.read(Json.text(data.preprocessing()), Preprocessing.class, "preprocessing");
    double largest = 0;
    for (int row : rows(data.train(), SERVED)) {
      float[] seen = data.train().batch(row, row + 1).toFloats();
      float[] made = device.apply(data.train().raw(row));
      for (int i = 0; i < seen.length; i++) {
        largest = Math.max(largest, Math.abs((double) seen[i] - made[i]));
      }
    }
    return largest;
  }
}
