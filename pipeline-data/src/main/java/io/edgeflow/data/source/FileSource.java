package io.edgeflow.data.source;

import io.edgeflow.core.config.Field;
import io.edgeflow.core.config.FieldTable;
import io.edgeflow.core.config.Problems;
import io.edgeflow.core.config.Section;
import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.run.RunContext;
import io.edgeflow.data.archive.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A CSV file (RFC 4180) with a header line, or several with the same columns, compressed by gzip or
 * zstd or not.
 *
 * @param written the path as written; a relative one is looked up from {@code base}, then from the
 *     working folder
 * @param base the folder of the configuration file; empty where no file gives the path
 * @param key the configuration key that names the file, for messages
 * @param encoding of its text
 * @param delimiter a character; empty when the header line is to tell
 * @param pattern a regular expression for the path of each file, whose named groups are columns;
 *     empty for none
 * @param maxBytes most bytes of all files, uncompressed
 */
public record FileSource(
    String name,
    Path written,
    Optional<Path> base,
    String key,
    Charset encoding,
    String delimiter,
    String pattern,
    long maxBytes)
    implements TableSource {

  /** Where the file lies. */
  public static final Field<Path> PATH =
      Field.path("path", null, "the CSV file, a glob for several, or data.zip!/file.csv")
          .mandatory()
          .input();

  /** How its text is encoded. */
  public static final Field<String> ENCODING =
      Field.text("encoding", "utf-8", "of the file's text, for example iso-8859-1 or utf-16")
          .input();

  /** What the path of a file says of its records. */
  public static final Field<String> PATTERN = TableSource.patternKey();

  /** What parts its cells. */
  public static final Field<String> DELIMITER =
      Field.text(
              "delimiter",
              null,
              "what parts the cells; default: the comma, semicolon or tab that the header has")
          .input();

  /** How large the file may be. */
  public static final Field<Integer> MAX_MB = LocalSource.maxMb(16_384, 1 << 20);

  static final FieldTable KEYS =
      FieldTable.of(PATH, ENCODING, DELIMITER, PATTERN, MAX_MB, DataSource.TIMEOUT);

  /** A file named from Java, in UTF-8. */
  public FileSource(String name, Path path) {
    this(name, path, Optional.empty(), "data_sources." + name + ".path");
  }

  /** A file in UTF-8. */
  public FileSource(String name, Path written, Optional<Path> base, String key) {
    this(name, written, base, key, StandardCharsets.UTF_8, "");
  }

  /** A file in some encoding. */
  public FileSource(
      String name,
      Path written,
      Optional<Path> base,
      String key,
      Charset encoding,
      String delimiter) {
    this(
        name,
        written,
        base,
        key,
        encoding,
        delimiter,
        "",
        (long) KEYS.defaults().get(MAX_MB) << 20);
  }

  static Optional<DataSource> from(Section entry, Optional<Path> base, Problems problems) {
    String delimiter = entry.find(DELIMITER).orElse("");
    if (!delimiter.isEmpty() && !delimiter.matches("[\\p{ASCII}&&[^\\p{Alnum}\"\\r\\n ]]")) {
      entry.refuse(
          problems, DELIMITER, "must be one ASCII character, and no letter, digit, quote or blank");
      return Optional.empty();
    }
    if (!TableSource.isPatternRight(entry, PATTERN, problems)) {
      return Optional.empty();
    }
    LocalPath at = LocalPath.of(entry, PATH, base);
    try {
      return Optional.of(
          new FileSource(
              at.source(),
              at.written(),
              at.base(),
              at.key(),
              Charset.forName(entry.get(ENCODING)),
              delimiter,
              entry.find(PATTERN).orElse(""),
              (long) entry.get(MAX_MB) << 20));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      entry.refuse(problems, ENCODING, "is no encoding that Java knows");
      return Optional.empty();
    }
  }

  @Override
  public LocalPath at() {
    return new LocalPath(name, written, base, key);
  }

  @Override
  public LandedSource.Format format() {
    return LandedSource.Format.CSV;
  }

  @Override
  public Path land(Path file, Path target, long most, RunContext context) throws IOException {
    try {
      if (encoding.equals(StandardCharsets.UTF_8) && Compression.of(file) == Compression.NONE) {
        return plain(file, target, most, context);
      }
      copy(file, target, most, context);
      return target;
    } catch (CharacterCodingException e) {
      throw failed("is not a text in its encoding", file)
          .limit(encoding.name())
          .remedy("correct its encoding")
          .cause(e)
          .build();
    }
  }

  private void copy(Path file, Path target, long most, RunContext context) throws IOException {
    try (InputStream plain = Compression.plain(Files.newInputStream(file));
        InputStream in = bounded(plain, most, context)) {
      if (encoding.equals(StandardCharsets.UTF_8)) {
        Files.copy(in, target);
        return;
      }
      try (Reader decoded = new InputStreamReader(in, encoding.newDecoder());
          Writer out = Files.newBufferedWriter(target)) {
        decoded.transferTo(out);
      }
    }
  }

  /**
   * Looks the file up.
   *
   * @throws PipelineException if it is in neither place
   */
  public Path locate() {
    return at().file();
  }
}
