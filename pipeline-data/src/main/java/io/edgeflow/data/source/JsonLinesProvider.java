package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.Json;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.archive.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Sources of type {@code json_lines}: files of this machine in UTF-8, compressed by gzip or zstd or
 * not, with one JSON object a line, as loggers and device agents write it. Blank lines are no
 * records. A line that is no JSON object lands as a text, so that it is quarantined like any record
 * of a wrong form.
 */
public final class JsonLinesProvider implements DataSourceProvider {
  /** Where the file lies. */
  public static final Field<Path> PATH =
      Field.path(
              "path",
              null,
              "the file with one JSON record a line, a glob for several, or data.zip!/a.jsonl")
          .mandatory()
          .input();

  /** What the path of a file says of its records. */
  public static final Field<String> PATTERN = TableSource.patternKey();

  /** How long a line may be, its end left out. */
  public static final Field<Integer> MAX_LINE_KB =
      Field.integer("max_line_kb", 1024, 1, 65_536, "longest line accepted").in("KiB").input();

  /** How large the file may be. */
  public static final Field<Integer> MAX_MB = LocalSource.maxMb(64, 2048);

  private static final FieldTable FIELDS =
      FieldTable.of(PATH, PATTERN, MAX_LINE_KB, MAX_MB, DataSource.TIMEOUT);

  @Override
  public String id() {
    return "json_lines";
  }

  @Override
  public String description() {
    return "a file of this machine with one JSON record a line";
  }

  @Override
  public FieldTable fields() {
    return FIELDS;
  }

  @Override
  public Optional<DataSource> source(Section entry, Optional<Path> base, Problems problems) {
    return !TableSource.isPatternRight(entry, PATTERN, problems)
        ? Optional.empty()
        : Optional.of(
            new Lines(
                LocalPath.of(entry, PATH, base),
                entry.find(PATTERN).orElse(""),
                entry.get(MAX_LINE_KB) << 10,
                (long) entry.get(MAX_MB) << 20));
  }

  private record Lines(LocalPath at, String pattern, int maxLine, long maxBytes)
      implements TableSource {
    @Override
    public LandedSource.Format format() {
      return LandedSource.Format.JSON;
    }

    @Override
    public Path land(Path file, Path target, long most, RunContext context) throws IOException {
      try (InputStream in = Compression.plain(Files.newInputStream(file));
          Writer out = Files.newBufferedWriter(target)) {
        copy(in, out, most, context);
      }
      return target;
    }

    /** Copies the lines as the items of one array, and holds no more than one of them. */
    private void copy(InputStream in, Writer out, long most, RunContext context)
        throws IOException {
      String before = "[";
      long bytes = 0;
      RecordLines lines =
          new RecordLines(
              in,
              maxLine,
              "raise max_line_kb, or check that each record ends its line",
              this::failed);
      while (lines.next()) {
        context.check();
        bytes += lines.length();
        if (bytes > most) {
          throw tooLarge(maxBytes);
        }
        String text = lines.text();
        if (!text.isEmpty()) {
          out.write(before + item(text));
          before = ",\n";
        }
      }
      out.write(before.equals("[") ? "[]" : "]");
    }

    private String item(String text) {
      try {
        Json.readMap(text, origin());
        return text;
      } catch (PipelineException e) {
        return Json.text(text);
      }
    }
  }
}
