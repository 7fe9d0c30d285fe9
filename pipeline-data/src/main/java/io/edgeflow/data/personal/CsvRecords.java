package io.edgeflow.data.personal;

import io.edgeflow.data.table.CsvPlace;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/** Cuts a CSV text (RFC 4180) into records, one at a time, and says which are not well formed. */
final class CsvRecords {
  /** The longest record, see {@code CsvScan}. */
  static final int MAX_RECORD = 2_000_000;

  private static final int END = -1;

  private final PushbackReader in;
  private char delimiter;
  private long line = 1;

  CsvRecords(Reader in) {
    this.in = new PushbackReader(in, 1);
  }

  void cutBy(char newDelimiter) {
    this.delimiter = newDelimiter;
  }

  /**
   * A record.
   *
   * @param cells as they are written, with their quotes; without meaning unless it is whole
   * @param line its first line
   * @param lines how many lines it takes
   */
  record Cut(List<String> cells, Form form, long line, long lines) {
    /** The value of a cell. */
    String value(int place) {
      return valueOf(cells.get(place));
    }

    static String valueOf(String cell) {
      String text = cell.strip();
      boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
      return quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"").strip() : text;
    }
  }

  /** What is to be said of a record. */
  enum Form {
    WHOLE,
    EMPTY,
    BROKEN_QUOTE,
    OPEN_QUOTE,
    TOO_LONG,
    END
  }

  /** The line of text up to its end; empty at the end. */
  String header() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int next = in.read(); next != END && text.length() < MAX_RECORD; next = in.read()) {
      if (isEnd(next)) {
        if (!text.toString().isBlank()) {
          break;
        }
        text.setLength(0);
      } else {
        text.append((char) next);
      }
    }
    return text.toString();
  }

  Cut next() throws IOException {
    long first = line;
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    CsvPlace place = CsvPlace.START;
    long length = 0;
    int next = in.read();
    if (next == END) {
      return new Cut(cells, Form.END, first, 0);
    }
    boolean broken = false;
    boolean atEnd = false;
    for (; next != END; next = in.read()) {
      boolean end = isEnd(next);
      atEnd = end;
      if (end && place != CsvPlace.QUOTED) {
        break;
      }
      place = end ? CsvPlace.QUOTED : place.after(next, delimiter);
      broken |= place == CsvPlace.BROKEN;
      length++;
      if (place == CsvPlace.START && next == delimiter) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else if (length <= MAX_RECORD) {
        cell.append(end ? '\n' : (char) next);
      }
    }
    cells.add(cell.toString());
    boolean open = place == CsvPlace.QUOTED;
    long lines = line - first + (atEnd ? 0 : 1);
    return new Cut(cells, form(open, broken, length), first, lines);
  }

  private static Form form(boolean open, boolean broken, long length) {
    if (open) {
      return Form.OPEN_QUOTE;
    }
    if (length > MAX_RECORD) {
      return Form.TOO_LONG;
    }
    return broken ? Form.BROKEN_QUOTE : length == 0 ? Form.EMPTY : Form.WHOLE;
  }

  /** Takes the second half of a line end in as well. */
  private boolean isEnd(int next) throws IOException {
    if (next == '\r') {
      int second = in.read();
      if (second != '\n' && second != END) {
        in.unread(second);
      }
      line++;
      return true;
    }
    line += next == '\n' ? 1 : 0;
    return next == '\n';
  }
}
