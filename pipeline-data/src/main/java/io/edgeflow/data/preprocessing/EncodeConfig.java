package io.edgeflow.data.preprocessing;

import io.edgeflow.core.config.Choice;
import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.preprocess.Encoding;
import io.edgeflow.core.sample.FeatureKind;
import io.edgeflow.data.table.FeatureConfig;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the texts of some feature columns become numbers.
 *
 * @param columns a word by column, and its number
 */
public record EncodeConfig(SortedMap<String, Choice> columns) {
  /** No column holds texts. */
  public static final EncodeConfig NONE = new EncodeConfig(Collections.emptySortedMap());

  private static final String ONE_HOT = "one_hot";
  private static final String ORDINAL = "ordinal";
  private static final String HASHING = "hashing";
  private static final int MOST_BUCKETS = 1 << 16;

  /** How the texts of columns become numbers. */
  public static final Field<Map<String, Choice>> ENCODE =
      Field.choiceMap(
          "encode",
          List.of(ONE_HOT, ORDINAL, HASHING),
          "text column: how it becomes numbers; {ordinal: NUMBER} for what an unknown text becomes,"
              + " {hashing: BUCKETS}");

  /** Copies the map. */
  public EncodeConfig {
    columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
  }

  static EncodeConfig from(Section section, Problems problems) {
    Map<String, Choice> written = section.get(ENCODE);
    written.forEach((column, choice) -> check(section, column, choice, problems));
    return new EncodeConfig(new TreeMap<>(written));
  }

  private static void check(Section section, String column, Choice choice, Problems problems) {
    OptionalDouble number = choice.number();
    if (choice.word().equals(ONE_HOT) && number.isPresent()) {
      section.refuse(
          problems, ENCODE, "takes no number with one_hot, found one for \"" + column + '"');
    }
    if (choice.word().equals(HASHING) && !isBuckets(number)) {
      section.refuse(
          problems,
          ENCODE,
          "needs a whole number of buckets, 2 to %d: %s: {hashing: BUCKETS}"
              .formatted(MOST_BUCKETS, column));
    }
    if (choice.word().equals(ORDINAL) && !Float.isFinite((float) number.orElse(0))) {
      section.refuse(problems, ENCODE, "needs a number that a 32-bit float can hold: " + column);
    }
  }

  private static boolean isBuckets(OptionalDouble number) {
    double buckets = number.orElse(0);
    return buckets >= 2 && buckets <= MOST_BUCKETS && buckets == Math.rint(buckets);
  }

  void refuseMisfits(Section section, FeatureConfig features, Problems problems) {
    if (!columns.isEmpty() && features.kind() != FeatureKind.VECTOR) {
      section.refuse(problems, ENCODE, "is for tables of vectors; leave features.shape out");
    }
    for (String column : columns.keySet()) {
      boolean named = features.columns().isEmpty() || features.columns().contains(column);
      if (!named
          || features.ignore().contains(column)
          || features.target().columns().contains(column)) {
        section.refuse(problems, ENCODE, "names \"" + column + "\", which is no feature");
      }
    }
  }

  /** Whether categories of the training rows are needed for a column. */
  boolean needsCategories(String column) {
    return !word(column).equals(HASHING);
  }

  /** How a column is encoded, with its categories in order. */
  Encoding encoding(String column, List<String> categories) {
    OptionalDouble number = columns.getOrDefault(column, Choice.of(ONE_HOT)).number();
    return switch (word(column)) {
      case ORDINAL ->
          new Encoding.Ordinal(
              categories, number.isPresent() ? (Float) (float) number.getAsDouble() : null);
      case HASHING -> new Encoding.Hashing((int) number.orElse(0));
      default -> new Encoding.OneHot(categories);
    };
  }

  private String word(String column) {
    return columns.getOrDefault(column, Choice.of(ONE_HOT)).word();
  }
}
