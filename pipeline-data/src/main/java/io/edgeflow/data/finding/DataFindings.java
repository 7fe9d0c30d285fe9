package io.edgeflow.data.finding;

import io.edgeflow.core.baseline.Histogram;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.sample.FeatureSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is found in a data set beside its quality. The same data set gives the same findings, but
 * for drift, which depends on the data version before it.
 *
 * @param splits how many rows of each class each split has
 * @param equalRows rows that equal another one; they are all in one split
 * @param near images that hardly differ; null where samples are no images
 * @param skew the test split against the training split
 * @param previous the data version before this one; null where this is the first
 * @param drift the training split against that of the previous version
 * @param served the largest difference between a row as training sees it and as a device makes it
 * @param servedRows how many rows that is of
 * @param histograms raw training rows by summary, in bins of equal mass: the reference for the next
 *     version
 * @param pictures raw training rows by summary, in bins of equal width
 * @param heldPictures raw test rows in the same bins
 * @param spec what a shown sample is
 * @param columns names of its values, where it is a vector
 * @param samples some rows of each class
 * @param twins the images of {@code near.first()}, two by two
 */
public record DataFindings(
    List<SplitBalance> splits,
    long equalRows,
    @Nullable NearDuplicates near,
    List<Shift> skew,
    @Nullable String previous,
    List<Shift> drift,
    double served,
    long servedRows,
    Map<String, Histogram> histograms,
    Map<String, Histogram> pictures,
    Map<String, Histogram> heldPictures,
    FeatureSpec spec,
    List<String> columns,
    List<ShownSample> samples,
    List<ShownSample> twins) {
  /** How they are kept. */
  public static final PersistedForm<DataFindings> FORM =
      PersistedForm.tolerant("data findings", DataFindings.class, 1);

  /** Copies the collections. */
  public DataFindings {
    splits = List.copyOf(splits);
    skew = List.copyOf(skew);
    drift = List.copyOf(drift);
    histograms = Collections.unmodifiableMap(new TreeMap<>(histograms));
    pictures = Collections.unmodifiableMap(new TreeMap<>(pictures));
    heldPictures = Collections.unmodifiableMap(new TreeMap<>(heldPictures));
    columns = List.copyOf(columns);
    samples = List.copyOf(samples);
    twins = List.copyOf(twins);
  }

  /** How many rows of each class a split has; of one word, {@code rows}, where there are none. */
  public record SplitBalance(String split, long rows, Map<String, Long> classes) {
    /** Sorts and copies the classes. */
    public SplitBalance {
      classes = Collections.unmodifiableMap(new TreeMap<>(classes));
    }
  }

  /** The largest Kolmogorov-Smirnov statistic against the previous version; NaN of none. */
  public double largestDrift() {
    return drift.stream().mapToDouble(Shift::ks).max().orElse(Double.NaN);
  }
}
