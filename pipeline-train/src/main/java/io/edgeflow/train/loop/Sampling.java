package io.edgeflow.train.loop;

import io.edgeflow.core.dataset.Split;
import io.edgeflow.core.numeric.KeyedRandom;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which training rows an epoch has: as many as the split, a function of seed and epoch alone. */
public enum Sampling {
  /** Each row once, in an order of its own each epoch. */
  SHUFFLED {
    @Override
    int[] rows(Split split, long seed, int epoch) {
      return KeyedRandom.of(KeyedRandom.Use.ORDER, seed, epoch).permutation(split.rows());
    }
  },
  /**
   * Each draw has any class that there are rows of, all equally likely, and any of its rows, with
   * replacement: what PyTorch's {@code WeightedRandomSampler} does with one over the rows of the
   * class as weights.
   */
  BALANCED {
    @Override
    int[] rows(Split split, long seed, int epoch) {
      List<int[]> classes = rowsByClass(split);
      KeyedRandom random = KeyedRandom.of(KeyedRandom.Use.SAMPLING, seed, epoch);
      int[] rows = new int[split.rows()];
      for (int i = 0; i < rows.length; i++) {
        int[] drawn = classes.get(random.nextInt(classes.size()));
        rows[i] = drawn[random.nextInt(drawn.length)];
      }
      return rows;
    }
  };

  /** The word in the configuration. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The rows of an epoch, from 0, in the order of the batches. */
  abstract int[] rows(Split split, long seed, int epoch);

  /** What an augmentation tells the rows of a batch apart by. */
  int[] keys(int[] rows, int from) {
    return this == BALANCED ? IntStream.range(from, from + rows.length).toArray() : rows;
  }

  private static List<int[]> rowsByClass(Split split) {
    int[] labels = split.labels();
    return IntStream.range(0, labels.length)
        .boxed()
        .collect(Collectors.groupingBy(row -> labels[row], TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(rows -> rows.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }
}
