package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of UTF-8 with a number a channel, parted by semicolons, tabs or commas, or else by blanks,
 * as the first line has them. A first line without any number is a header; empty lines are no rows.
 */
final class TextRecording implements Recording {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final int MOST_LINE = 1 << 20;

  private final BufferedReader in;
  private final Pattern delimiter;
  private final int[] places;
  private final int width;
  private @Nullable String first;
  private long line;

  /**
   * Reads the first line.
   *
   * @param columns names of the header or numbers from 1; empty for all
   */
  TextRecording(InputStream file, List<String> columns) throws IOException {
    this.in = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()));
    this.first = line();
    if (first == null) {
      throw PipelineException.failed("The recording is empty").build();
    }
    String start = first;
    this.delimiter = delimiter(start);
    List<String> cells = cells(start);
    boolean header = cells.stream().noneMatch(cell -> NUMBER.matcher(cell).matches());
    if (header) {
      first = null;
    }
    this.width = cells.size();
    this.places = places(columns, header ? cells : List.of());
  }

  private static Pattern delimiter(String line) {
    for (String each : List.of(";", "\t", ",")) {
      if (line.contains(each)) {
        return Pattern.compile(Pattern.quote(each));
      }
    }
    return Pattern.compile("\\s+");
  }

  private List<String> cells(String text) {
    return delimiter.splitAsStream(text.strip()).map(String::strip).toList();
  }

  private int[] places(List<String> columns, List<String> header) {
    if (columns.isEmpty()) {
      return IntStream.range(0, width).toArray();
    }
    List<Integer> places = new ArrayList<>();
    for (String column : columns) {
      int named = header.indexOf(column);
      int place = named < 0 && column.matches("\\d{1,6}") ? Integer.parseInt(column) - 1 : named;
      if (place < 0 || place >= width) {
        throw PipelineException.failed("The recording has no column \"" + column + "\"")
            .found(header.isEmpty() ? width + " columns without names" : header)
            .build();
      }
      places.add(place);
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public int channels() {
    return places.length;
  }

  @Override
  public int rate() {
    return 0;
  }

  @Override
  public String next(double[] row) throws IOException {
    String text = first;
    first = null;
    if (text == null) {
      text = line();
    }
    if (text == null) {
      return END;
    }
    List<String> cells = cells(text);
    if (cells.size() != width) {
      return "line " + line + " has " + cells.size() + " cells, not " + width;
    }
    for (int i = 0; i < places.length; i++) {
      String cell = cells.get(places[i]);
      if (!NUMBER.matcher(cell).matches() || !Float.isFinite(Float.parseFloat(cell))) {
        return "line " + line + " has \"" + cell + "\", which is no number";
      }
      row[i] = Double.parseDouble(cell);
    }
    return "";
  }

  /** The next line that is not blank; null at the end. */
  private @Nullable String line() throws IOException {
    try {
      StringBuilder text = new StringBuilder();
      for (int next = in.read(); next >= 0 || !text.isEmpty(); next = in.read()) {
        if (next == '\n' || next < 0) {
          line++;
          String found = text.toString();
          if (!found.isBlank()) {
            return line == 1 && found.startsWith("\uFEFF") ? found.substring(1) : found;
          }
          text.setLength(0);
        } else if (text.length() == MOST_LINE) {
          throw PipelineException.failed("The recording has a line of more than 1 MiB")
              .found("line " + (line + 1))
              .build();
        } else {
          text.append((char) next);
        }
      }
      return null;
    } catch (MalformedInputException e) {
      throw PipelineException.failed("The recording is neither WAV nor text in UTF-8")
          .found("line " + (line + 1))
          .cause(e)
          .build();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
