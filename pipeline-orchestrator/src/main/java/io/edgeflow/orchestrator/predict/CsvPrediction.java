package io.edgeflow.orchestrator.predict;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.predict.Answer;
import io.edgeflow.core.run.Progress;
import io.edgeflow.deploy.EdgeModel;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Predicts CSV rows in batches: a header, then one line for each line of the input, with the
 * columns that the model does not take and the columns of the answer. Memory does not grow with the
 * number of lines.
 */
public final class CsvPrediction {
  private static final int BATCH = 256;

  private final EdgeModel model;
  private final String source;
  private final CsvWriter out;
  private final List<NamedCsvRecord> records = new ArrayList<>();
  private final List<float[]> rows = new ArrayList<>();

  private CsvPrediction(EdgeModel model, String source, Writer out) {
    this.model = model;
    this.source = source;
    this.out = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
  }

  /**
   * Predicts every line.
   *
   * @param source named in errors
   * @return how many there were
   * @throws PipelineException if the input is no such table or a row cannot be predicted, naming
   *     the line
   */
  public static long of(EdgeModel model, Reader in, String source, Writer out, Progress progress) {
    CsvReader<NamedCsvRecord> csv = CsvReader.builder().detectBomHeader(false).ofNamedCsvRecord(in);
    try (Progress.Task task = progress.start("predict", 0, "rows")) {
      return new CsvPrediction(model, source, out).run(csv.iterator(), task);
    } catch (CsvParseException | UncheckedIOException e) {
      throw PipelineException.failed("The input cannot be read as CSV")
          .found(String.valueOf(e.getMessage()))
          .where(source)
          .cause(e)
          .build();
    }
  }

  private long run(Iterator<NamedCsvRecord> lines, Progress.Task task) {
    if (!lines.hasNext()) {
      throw PipelineException.failed("The input has no rows")
          .where(source)
          .remedy("give a header that names the columns, and a line for each row")
          .build();
    }
    long count = 0;
    RowReader reader = null;
    while (lines.hasNext()) {
      NamedCsvRecord record = lines.next();
      if (reader == null) {
        reader = new RowReader(source, record.getHeader(), model.columns(), model.encodings());
        out.writeRecord(joined(reader.otherNames(), AnswerColumns.names(model.target())));
      }
      records.add(record);
      rows.add(reader.row(record));
      if (rows.size() == BATCH || !lines.hasNext()) {
        flush(reader);
        task.step(rows.size());
        count += rows.size();
        records.clear();
        rows.clear();
      }
    }
    return count;
  }

  private void flush(RowReader reader) {
    List<Answer> answers = answers(reader);
    for (int i = 0; i < answers.size(); i++) {
      List<String> answer = AnswerColumns.cells(model.target(), answers.get(i));
      out.writeRecord(joined(reader.others(records.get(i)), answer));
    }
  }

  private List<Answer> answers(RowReader reader) {
    try {
      return model.predict(rows);
    } catch (PipelineException e) {
      throw located(reader, e);
    }
  }

  /** Predicts the rows of a batch that failed one by one, to name the line that is at fault. */
  private PipelineException located(RowReader reader, PipelineException batch) {
    for (int i = 0; i < rows.size(); i++) {
      try {
        model.predict(rows.get(i));
      } catch (PipelineException e) {
        return PipelineException.failed("A row cannot be predicted")
            .found(String.valueOf(e.getMessage()))
            .where(reader.place(records.get(i)))
            .cause(e)
            .build();
      }
    }
    return batch;
  }

  private static List<String> joined(List<String> left, List<String> right) {
    List<String> all = new ArrayList<>(left);
    all.addAll(right);
    return all;
  }
}
