package io.edgeflow.data.table;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.source.LandedSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

/** Refuses files that are no text in UTF-8, each by what it is and with what helps. */
final class TextForm {
  private static final String ENCODE = "declare the encoding of the source, for example ";
  private static final Map<String, String> PACKED =
      Map.of("1f8b", "is packed by gzip", "504b0304", "is a zip archive or a spreadsheet");

  private TextForm() {}

  /** Looks at the first bytes. */
  static void check(LandedSource source, Path file) {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(4);
    } catch (IOException e) {
      throw RecordReader.failed(source, "cannot be read").cause(e).build();
    }
    String hex = HexFormat.of().formatHex(start);
    PACKED.forEach(
        (magic, what) -> {
          if (hex.startsWith(magic)) {
            throw RecordReader.failed(source, what)
                .limit("a text in UTF-8")
                .remedy("unpack it, and name the text file")
                .build();
          }
        });
    boolean wide = start.length > 1 && (start[0] == 0 || start[1] == 0);
    if (hex.startsWith("fffe") || hex.startsWith("feff") || wide) {
      throw RecordReader.failed(source, "is a text in UTF-16")
          .limit("a text in UTF-8")
          .remedy(remedy(source, "utf-16"))
          .build();
    }
  }

  /** Reads it all. */
  static void requireUtf8(LandedSource source, Path file) {
    long line = 1;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file), StandardCharsets.UTF_8.newDecoder()))) {
      char[] piece = new char[1 << 16];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        for (int i = 0; i < count; i++) {
          line += piece[i] == '\n' ? 1 : 0;
        }
      }
    } catch (CharacterCodingException e) {
      throw notUtf8(source, "after line " + Math.max(1, line - 1)).cause(e).build();
    } catch (IOException e) {
      throw RecordReader.failed(source, "cannot be read").cause(e).build();
    }
  }

  static PipelineException.Builder notUtf8(LandedSource source, String found) {
    return RecordReader.failed(source, "is not a text in UTF-8")
        .found(found)
        .remedy(remedy(source, "iso-8859-1"));
  }

  private static String remedy(LandedSource source, String encoding) {
    return source.format() == LandedSource.Format.CSV
        ? ENCODE + "encoding: " + encoding
        : "let the source answer in UTF-8";
  }
}
