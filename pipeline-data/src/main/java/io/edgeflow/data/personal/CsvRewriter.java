package io.edgeflow.data.personal;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.personal.CsvRecords.Cut;
import io.edgeflow.data.personal.PersonalColumns.Given;
import io.edgeflow.data.table.CsvHeader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Rewrites CSV record by record; of every other cell the text stays as it is. A record that is not
 * whole is followed by one that is quarantined for the same reason, and holds nothing of it.
 */
final class CsvRewriter {
  private static final Set<String> MISSING = Set.of("", "NA", "null", "\\N");
  private static final String WITHHELD = "withheld";
  private static final int BUFFER = 1 << 16;
  private static final int MARK = 0xfeff;

  private final Given given;
  private final CsvRecords records;
  private final Writer out;
  private final List<String> columns = new ArrayList<>();
  private String delimiter = "";
  private int kept;

  private CsvRewriter(Given given, CsvRecords records, Writer out) {
    this.given = given;
    this.records = records;
    this.out = out;
  }

  static void rewrite(Given given, Path file, Path target) throws IOException {
    try (Reader in =
            new BufferedReader(
                new InputStreamReader(
                    Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()),
                BUFFER);
        Writer out = Files.newBufferedWriter(target)) {
      in.mark(1);
      if (in.read() != MARK) {
        in.reset();
      }
      new CsvRewriter(given, new CsvRecords(in), out).all();
    }
  }

  private void all() throws IOException {
    header(records.header());
    for (Cut cut = records.next(); cut.form() != CsvRecords.Form.END; cut = records.next()) {
      given.context().check();
      switch (cut.form()) {
        case WHOLE -> record(cut);
        case BROKEN_QUOTE -> repeat("\"" + WITHHELD + "\"x\n", cut.lines());
        case OPEN_QUOTE -> {
          out.write("\"" + WITHHELD + "\n");
          repeat(WITHHELD + "\n", cut.lines() - 1);
        }
        case TOO_LONG -> throw tooLong(cut);
        default -> out.write('\n');
      }
    }
  }

  private void header(String line) throws IOException {
    char cutting =
        given.source().delimiter().isEmpty()
            ? CsvHeader.mostCutting(line)
            : given.source().delimiter().charAt(0);
    records.cutBy(cutting);
    delimiter = String.valueOf(cutting);
    List<String> cells = headerCells(line, cutting);
    cells.stream().map(Cut::valueOf).forEach(columns::add);
    given.requireAll(columns);
    kept = (int) columns.stream().filter(column -> !given.isDropped(column)).count();
    write(cells, false);
  }

  private static List<String> headerCells(String line, char delimiter) throws IOException {
    CsvRecords header = new CsvRecords(new java.io.StringReader(line));
    header.cutBy(delimiter);
    return header.next().cells();
  }

  private void record(Cut cut) throws IOException {
    int found = cut.cells().size();
    if (found == columns.size()) {
      write(cut.cells(), true);
      return;
    }
    int cells = Math.max(1, found - (columns.size() - kept));
    List<String> empty = Collections.nCopies(cells == kept ? cells + 1 : cells, "");
    out.write(WITHHELD + String.join(delimiter, empty) + "\n");
  }

  private void write(List<String> cells, boolean hashed) throws IOException {
    List<String> line = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!given.isDropped(columns.get(i))) {
        boolean personal = hashed && given.isPersonal(columns.get(i));
        line.add(personal ? hashed(Cut.valueOf(cells.get(i))) : cells.get(i));
      }
    }
    String text = String.join(delimiter, line);
    // A line of nothing would be no record.
    out.write((text.isEmpty() ? "\"\"" : text) + "\n");
  }

  private String hashed(String value) {
    return MISSING.contains(value) ? "" : given.hash().of(value);
  }

  private void repeat(String text, long times) throws IOException {
    for (long i = 0; i < times; i++) {
      out.write(text);
    }
  }

  private PipelineException tooLong(Cut cut) {
    return given
        .failed("has too long a record")
        .found("the record that starts " + (cut.line() - 1) + " lines below the header's line")
        .limit(CsvRecords.MAX_RECORD + " characters")
        .remedy("close each quote, and end each record with its line")
        .build();
  }
}
