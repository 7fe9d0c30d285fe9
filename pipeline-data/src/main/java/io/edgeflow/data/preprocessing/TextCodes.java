package io.edgeflow.data.preprocessing;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.Encoding;
import io.edgeflow.core.preprocess.PreprocessStep;
import io.edgeflow.data.engine.DataEngine;
import io.edgeflow.data.engine.RowAppender;
import io.edgeflow.data.engine.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The codes of the texts of dealt rows, as SQL: a table {@code codes1 (code, text)} for the texts
 * {@code t1}, and so on. Categories are those of the training rows, in the order of their
 * characters.
 */
final class TextCodes {
  private static final int MOST_CATEGORIES = 4096;
  private static final int PAGE = 1 << 16;

  private final DataEngine engine;
  private final EncodeConfig config;
  private final List<String> texts;
  private final List<String> columns;
  private final SortedMap<Integer, Encoding> encodings = new TreeMap<>();

  /**
   * Makes the tables.
   *
   * @param engine holds the tables {@code collected} and {@code places}
   * @param columns the feature columns
   */
  TextCodes(DataEngine engine, EncodeConfig config, List<String> columns) {
    this.engine = engine;
    this.config = config;
    this.texts = List.copyOf(config.columns().keySet());
    this.columns = columns;
    for (int i = 1; i <= texts.size(); i++) {
      String column = texts.get(i - 1);
      Encoding encoding =
          config.encoding(column, config.needsCategories(column) ? categories(i) : List.of());
      encodings.put(columns.indexOf(column), encoding);
      create(i, encoding);
    }
  }

  private List<String> categories(int number) {
    List<String> found = new ArrayList<>();
    engine.query(
        """
        SELECT DISTINCT t%1$d FROM collected JOIN places USING (source, record)
        WHERE split = 0 AND t%1$d IS NOT NULL ORDER BY t%1$d LIMIT %2$d
        """
            .formatted(number, MOST_CATEGORIES + 1),
        row -> found.add(Objects.requireNonNull(row.text(1))));
    String column = texts.get(number - 1);
    if (found.size() > MOST_CATEGORIES || found.isEmpty()) {
      throw PipelineException.failed(
              found.isEmpty()
                  ? "A column has no value in the training split"
                  : "A column of texts has too many categories")
          .found(found.isEmpty() ? "none" : "more than " + MOST_CATEGORIES)
          .limit(MOST_CATEGORIES)
          .where("column \"" + column + "\"")
          .remedy(
              found.isEmpty()
                  ? "leave it out by naming the others in data_pipeline.features.columns"
                  : "data_pipeline.preprocessing.encode: {" + column + ": {hashing: 64}}")
          .build();
    }
    return found;
  }

  private void create(int number, Encoding encoding) {
    String table = "codes" + number;
    engine.execute("CREATE TABLE " + table + " (code BIGINT, text VARCHAR, none DOUBLE[])");
    List<String> page = page(number, "");
    while (!page.isEmpty()) {
      try (RowAppender rows = engine.appender(table)) {
        page.forEach(text -> rows.row((long) encoding.code(text), List.of(text), new double[0]));
      }
      page = page(number, page.get(page.size() - 1));
    }
  }

  private List<String> page(int number, String after) {
    List<String> page = new ArrayList<>();
    engine.query(
        "SELECT DISTINCT t%1$d FROM collected WHERE t%1$d > %2$s ORDER BY t%1$d LIMIT %3$d"
            .formatted(number, Sql.text(after), PAGE),
        row -> page.add(Objects.requireNonNull(row.text(1))));
    return page;
  }

  /** The step that codes become numbers by; empty where no column holds texts. */
  PreprocessStep.@Nullable Encode step() {
    return encodings.isEmpty() ? null : new PreprocessStep.Encode(encodings);
  }

  /** The features as 32-bit floats under their names, with the codes of texts. */
  String floats() {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i -> {
              int text = texts.indexOf(columns.get(i)) + 1;
              String value = text == 0 ? "f" + (i + 1) : "codes" + text + ".code";
              return "CAST(%s AS FLOAT) AS f%d".formatted(value, i + 1);
            })
        .collect(Collectors.joining(", "));
  }

  /** Joins the codes to {@code collected}. */
  String joins() {
    return IntStream.rangeClosed(1, texts.size())
        .mapToObj(" LEFT JOIN codes%1$d ON t%1$d = codes%1$d.text"::formatted)
        .collect(Collectors.joining());
  }

  /** Whether any column holds texts. */
  boolean isEmpty() {
    return config.columns().isEmpty();
  }
}
