package io.edgeflow.core.dataset;

import io.edgeflow.core.artifact.Artifact;
import io.edgeflow.core.artifact.ArtifactStore;
import io.edgeflow.core.tensor.ElementType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * By what the rows of a data set are told apart when a model is measured: what each holds in some
 * columns that need not be features. They are no part of the data set, which is the same whatever
 * columns these are.
 *
 * @param columns in the order of the files
 * @param train int16 {@code [rows, columns]} in shards of equal rows but the last: the place among
 *     the column's values, -1 where the cell is missing
 * @param validation as {@code train}
 * @param test as {@code train}
 */
public record SliceFiles(
    List<SliceColumn> columns,
    List<Artifact> train,
    List<Artifact> validation,
    List<Artifact> test) {
  /** What stands for the value of rows whose cell is missing. */
  public static final String MISSING = "(missing)";

  /** Copies the lists. */
  public SliceFiles {
    columns = List.copyOf(columns);
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /**
   * A column.
   *
   * @param values what its cells hold, or the ranges that its numbers are in
   */
  public record SliceColumn(String name, List<String> values) {
    /** Copies the list. */
    public SliceColumn {
      values = List.copyOf(values);
    }
  }

  /** All its files. */
  public Stream<Artifact> files() {
    return Stream.of(train, validation, test).flatMap(List::stream);
  }

  /** The test rows of each value of a column, in the order of the values; none without rows. */
  public Map<String, int[]> testRows(String column, ArtifactStore store) {
    int place = columns.stream().map(SliceColumn::name).toList().indexOf(column);
    int[] codes = codes(test, place, store);
    List<String> values = columns.get(place).values();
    Map<String, int[]> rows = new LinkedHashMap<>();
    for (int value = -1; value < values.size(); value++) {
      int wanted = value;
      int[] found = IntStream.range(0, codes.length).filter(i -> codes[i] == wanted).toArray();
      if (found.length > 0) {
        rows.put(value < 0 ? MISSING : values.get(value), found);
      }
    }
    return rows;
  }

  private int[] codes(List<Artifact> files, int column, ArtifactStore store) {
    return files.stream()
        .map(file -> Npy.map(store.open(file)))
        .flatMapToInt(
            shard -> {
              if (shard.type() != ElementType.INT16
                  || shard.rowBytes() != columns.size() * Short.BYTES) {
                throw new IllegalArgumentException(shard.type() + " of " + shard.dims());
              }
              return IntStream.range(0, shard.rows())
                  .map(row -> shard.data().getShort(row * shard.rowBytes() + column * Short.BYTES));
            })
        .toArray();
  }
}
