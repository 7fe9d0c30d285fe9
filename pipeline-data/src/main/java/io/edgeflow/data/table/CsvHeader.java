package io.edgeflow.data.table;

import io.edgeflow.data.source.LandedSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header line of a CSV file says.
 *
 * @param delimiter as declared, or else the one of comma, semicolon and tab that cuts it most
 * @param columns the names, trimmed
 */
public record CsvHeader(char delimiter, List<String> columns) {
  private static final List<Character> DELIMITERS = List.of(',', ';', '\t');

  /** Possessive within quotes, so that a long cell costs no stack. */
  private static final String CELL = "\\G%1$s *(?:\"((?:[^\"]++|\"\")*+)\" *|([^\"]*?))(?=%1$s|$)";

  /** Copies the names. */
  public CsvHeader {
    columns = List.copyOf(columns);
  }

  static CsvHeader of(LandedSource source, String line) {
    if (line.isBlank()) {
      throw RecordReader.failed(source, "holds no header line")
          .remedy("the first line must name the columns")
          .build();
    }
    char delimiter =
        source.delimiter().isEmpty() ? mostCutting(line) : source.delimiter().charAt(0);
    List<String> columns = cells(line, delimiter);
    if (columns.isEmpty()) {
      throw RecordReader.failed(source, "has a header with a broken quote")
          .found(line)
          .remedy("close each quote of the header in its line")
          .build();
    }
    if (columns.contains("") || new HashSet<>(columns).size() != columns.size()) {
      throw RecordReader.failed(source, "has a header with an empty or repeated name")
          .found(columns)
          .remedy("give every column its own name")
          .build();
    }
    return new CsvHeader(delimiter, columns);
  }

  /** The one of comma, semicolon and tab that cuts a header line most. */
  public static char mostCutting(String line) {
    return DELIMITERS.stream()
        .max(
            Comparator.comparingInt((Character delimiter) -> cells(line, delimiter).size())
                .thenComparing(delimiter -> -DELIMITERS.indexOf(delimiter)))
        .orElseThrow();
  }

  /** Empty when a quote is broken. */
  private static List<String> cells(String line, char delimiter) {
    Pattern cell = Pattern.compile(CELL.formatted(Pattern.quote(String.valueOf(delimiter))));
    Matcher found = cell.matcher(delimiter + line);
    List<String> cells = new ArrayList<>();
    int end = 0;
    while (found.find()) {
      String quoted = found.group(1);
      cells.add((quoted == null ? found.group(2) : quoted.replace("\"\"", "\"")).strip());
      end = found.end();
    }
    return end == line.length() + 1 ? cells : List.of();
  }
}
