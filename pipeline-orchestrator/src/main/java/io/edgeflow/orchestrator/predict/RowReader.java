package io.edgeflow.orchestrator.predict;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.preprocess.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes the raw row of a model out of a CSV record, and what the record holds beside it. */
final class RowReader {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final String source;
  private final List<String> header;
  private final int[] features;
  private final Map<Integer, Encoding> encodings;
  private final int[] others;

  /**
   * Finds the columns.
   *
   * @param source named in errors
   * @param encodings of the columns that are texts, by their place among {@code columns}
   * @throws PipelineException naming the columns that the file lacks
   */
  RowReader(
      String source, List<String> header, List<String> columns, Map<Integer, Encoding> encodings) {
    this.source = source;
    this.encodings = Map.copyOf(encodings);
    this.header = header.stream().map(String::strip).toList();
    List<String> missing =
        columns.stream().filter(column -> !this.header.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw PipelineException.failed("The input lacks columns that the model takes")
          .found(few(this.header))
          .limit("also " + few(missing))
          .where(source)
          .remedy("give a CSV file whose first line names the columns of the training data")
          .build();
    }
    this.features = columns.stream().mapToInt(this.header::indexOf).toArray();
    List<Integer> rest = new ArrayList<>();
    for (int i = 0; i < this.header.size(); i++) {
      if (!columns.contains(this.header.get(i))) {
        rest.add(i);
      }
    }
    this.others = rest.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The names of the columns that the model does not take. */
  List<String> otherNames() {
    List<String> names = new ArrayList<>();
    for (int column : others) {
      names.add(header.get(column));
    }
    return names;
  }

  /** The cells of those columns. */
  List<String> others(NamedCsvRecord record) {
    List<String> cells = new ArrayList<>();
    for (int column : others) {
      cells.add(record.getField(column));
    }
    return cells;
  }

  /**
   * The raw row, of texts their codes, NaN where a cell is empty.
   *
   * @throws PipelineException if the record has too few or too many cells, or one is no number
   */
  float[] row(NamedCsvRecord record) {
    if (record.getFieldCount() != header.size()) {
      throw PipelineException.failed("A line of another length")
          .found(record.getFieldCount() + " cells")
          .limit(header.size() + " cells, as the header")
          .where(place(record))
          .remedy("mend the line, or take it out")
          .build();
    }
    float[] row = new float[features.length];
    for (int i = 0; i < row.length; i++) {
      Encoding encoding = encodings.get(i);
      String cell = record.getField(features[i]).strip();
      row[i] =
          cell.isEmpty()
              ? Float.NaN
              : encoding == null ? number(cell, record, features[i]) : encoding.code(cell);
    }
    return row;
  }

  /** The file and line of a record. */
  String place(NamedCsvRecord record) {
    return source + ", line " + record.getStartingLineNumber();
  }

  private float number(String cell, NamedCsvRecord record, int column) {
    if (!NUMBER.matcher(cell).matches()) {
      throw PipelineException.failed("A cell is not a number")
          .found('"' + cell + '"')
          .where(place(record) + ", column " + header.get(column))
          .remedy("mend the cell; a missing value is an empty cell")
          .build();
    }
    return (float) Double.parseDouble(cell);
  }

  private static String few(List<String> names) {
    int shown = Math.min(8, names.size());
    String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
    return String.join(", ", names.subList(0, shown)) + more;
  }
}
