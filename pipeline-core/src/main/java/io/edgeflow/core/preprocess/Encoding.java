package io.edgeflow.core.preprocess;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.edgeflow.core.error.PipelineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of a column become numbers: a raw row has the code of a text, one whole number,
 * from which the numbers that a model takes follow. Thread-safe.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "encoding")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Encoding.OneHot.class, name = "one_hot"),
  @JsonSubTypes.Type(value = Encoding.Ordinal.class, name = "ordinal"),
  @JsonSubTypes.Type(value = Encoding.Hashing.class, name = "hashing"),
})
public sealed interface Encoding {
  /** The code of a text that no training row had. */
  float UNKNOWN = -1;

  /** The code of a text, {@link #UNKNOWN} where it has none of its own. */
  float code(String text);

  /** How many numbers a text becomes. */
  int width();

  /** Whether these numbers say which one it is, and are not to be scaled. */
  default boolean indicates() {
    return true;
  }

  /**
   * Writes the numbers of a code into places that are 0.
   *
   * @param code NaN where the text is missing, which gives NaN
   * @throws PipelineException if the code is none of a training row's and nothing is said of that
   */
  void put(float code, float[] target, int from);

  /** The names of the numbers of a column. */
  List<String> names(String column);

  /**
   * A number for each category, 1 for that of the text and 0 for all others, and so all 0 for any
   * other text (scikit-learn's {@code OneHotEncoder(handle_unknown="ignore")}). The code is the
   * place of the category.
   *
   * @param categories the texts of the training rows, each once, in order
   */
  record OneHot(List<String> categories) implements Encoding {
    /** Copies the categories. */
    public OneHot {
      categories = List.copyOf(categories);
    }

    @Override
    public float code(String text) {
      return categories.indexOf(text);
    }

    @Override
    public int width() {
      return categories.size();
    }

    @Override
    public void put(float code, float[] target, int from) {
      if (Float.isNaN(code)) {
        target[from] = code;
      } else if (isPlace(code, categories.size())) {
        target[from + (int) code] = 1;
      }
    }

    @Override
    public List<String> names(String column) {
      return categories.stream().map(category -> column + "_" + category).toList();
    }
  }

  /**
   * The place of the category, from 0 (scikit-learn's {@code OrdinalEncoder}).
   *
   * @param categories the texts of the training rows, each once, in order
   * @param unknown the number of any other text; null where such a text is an error
   */
  record Ordinal(List<String> categories, @Nullable Float unknown) implements Encoding {
    /** Copies the categories. */
    public Ordinal {
      categories = List.copyOf(categories);
    }

    @Override
    public float code(String text) {
      return categories.indexOf(text);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public boolean indicates() {
      return false;
    }

    @Override
    public void put(float code, float[] target, int from) {
      if (Float.isNaN(code) || isPlace(code, categories.size())) {
        target[from] = code;
      } else if (unknown != null) {
        target[from] = unknown;
      } else {
        throw PipelineException.failed("A text that no training row has")
            .found("code " + code)
            .limit("0 to " + (categories.size() - 1) + ", of " + few())
            .remedy(
                "say which number it becomes: data_pipeline.preprocessing.encode: {COLUMN:"
                    + " {ordinal: -1}}")
            .build();
      }
    }

    private List<String> few() {
      return categories.subList(0, Math.min(8, categories.size()));
    }

    @Override
    public List<String> names(String column) {
      return List.of(column);
    }
  }

  /**
   * A number for each bucket, 1 or -1 for that of the text's hash and 0 for all others
   * (scikit-learn's {@code FeatureHasher}; K. Weinberger et al., "Feature Hashing for Large Scale
   * Multitask Learning", 2009): with the signed hash {@code h} (MurmurHash3 of 32 bits of the UTF-8
   * bytes), the bucket is {@code |h| mod buckets} and the sign that of {@code h}. The code is twice
   * the bucket, and one more for -1. No text is unknown.
   */
  record Hashing(int buckets) implements Encoding {
    /** Checks the number. */
    public Hashing {
      if (buckets < 1) {
        throw new IllegalArgumentException(buckets + " buckets");
      }
    }

    @Override
    public float code(String text) {
      int hash = Murmur3.hash(text.getBytes(StandardCharsets.UTF_8));
      int bucket = (int) (Math.abs((long) hash) % buckets);
      return 2 * bucket + (hash < 0 ? 1 : 0);
    }

    @Override
    public int width() {
      return buckets;
    }

    @Override
    public void put(float code, float[] target, int from) {
      if (Float.isNaN(code)) {
        target[from] = code;
      } else if (isPlace(code, 2 * buckets)) {
        target[from + (int) code / 2] = (int) code % 2 == 0 ? 1 : -1;
      }
    }

    @Override
    public List<String> names(String column) {
      return IntStream.range(0, buckets).mapToObj(bucket -> column + "_" + bucket).toList();
    }
  }

  private static boolean isPlace(float code, int count) {
    return code >= 0 && code < count && code == (int) code;
  }
}
