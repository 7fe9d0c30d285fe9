package io.edgeflow.data.table;

import io.edgeflow.data.source.LandedSource;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One look at the bytes of a CSV file, for what DuckDB's reader does not say: it loses, without a
 * word, all that follows a quote that is never closed, and stops at a line end of another kind.
 *
 * @param headerLine the number of the header line, from 1; empty lines may stand before it
 * @param ends the kinds of line ends outside of quotes, {@link #LF}, {@link #CRLF}, {@link #CR}
 * @param underscored whether there is an underscore after the header
 * @param openLine the line of the record with a quote that is never closed; 0 when there is none
 */
record CsvScan(CsvHeader header, int headerLine, int ends, boolean underscored, long openLine) {
  static final int LF = 1;
  static final int CRLF = 2;
  static final int CR = 4;

  /** The most bytes of a record, its line end left out: a limit of DuckDB's reader. */
  static final int MAX_RECORD = 2_000_000;

  private static final int PIECE = 1 << 16;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** All bits of each byte but the highest. */
  private static final long LOW = 0x7f7f7f7f7f7f7f7fL;

  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  static CsvScan of(LandedSource source, Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), PIECE)) {
      in.mark(MARK.length);
      if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
        in.reset();
      }
      int line = 1;
      String text = line(in, source, line);
      while (text.isBlank() && !text.isEmpty()) {
        text = line(in, source, ++line);
      }
      CsvHeader header = CsvHeader.of(source, text.replaceAll("[\r\n]+$", ""));
      Machine machine = new Machine((byte) header.delimiter(), line + 1L);
      machine.ended(text);
      byte[] piece = new byte[PIECE];
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        machine.read(piece, count);
        if (machine.isTooLong()) {
          throw CsvReader.tooLong(source, machine.recordLine).build();
        }
      }
      return new CsvScan(header, line, machine.ends, machine.underscored, machine.open());
    } catch (IOException e) {
      throw RecordReader.failed(source, "cannot be read").cause(e).build();
    }
  }

  /** Whether lines end in several ways. */
  boolean isMixed() {
    return Integer.bitCount(ends) > 1;
  }

  /** With its end. */
  private static String line(InputStream in, LandedSource source, int number) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (line.size() > MAX_RECORD) {
        throw CsvReader.tooLong(source, number).build();
      }
      if (next == '\n') {
        break;
      }
      if (next == '\r') {
        in.mark(1);
        if (in.read() == '\n') {
          line.write('\n');
        } else {
          in.reset();
        }
        break;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw TextForm.notUtf8(source, "line " + number).cause(e).build();
    }
  }

  /** Follows the quotes from byte to byte, and eight at a time where nothing of them can change. */
  private static final class Machine {
    private final byte delimiter;
    private CsvPlace place = CsvPlace.START;
    private boolean afterCr;
    private long line;
    private long recordLine;
    private int ends;
    private boolean underscored;
    private long bytes;
    private long recordAt;
    private long seenLine;

    private Machine(byte delimiter, long line) {
      this.delimiter = delimiter;
      this.line = line;
      this.recordLine = line;
      this.seenLine = line;
    }

    private void ended(String header) {
      if (header.endsWith("\r\n")) {
        ends |= CRLF;
      } else if (header.endsWith("\n")) {
        ends |= LF;
      } else if (header.endsWith("\r")) {
        afterCr = false;
        ends |= CR;
      }
    }

    /** Seen before DuckDB tries to hold such a line; to within a piece, which it sees itself. */
    private boolean isTooLong() {
      return place != CsvPlace.QUOTED && bytes - recordAt > MAX_RECORD + PIECE;
    }

    private void read(byte[] piece, int count) {
      long before = bytes;
      bytes += count;
      int i = 0;
      while (i < count) {
        int plain = afterEasyWords(piece, i, count);
        if (plain > i) {
          recordAt = recordLine == seenLine ? recordAt : before + plain;
          seenLine = recordLine;
          i = plain;
          continue;
        }
        byte next = piece[i++];
        underscored |= next == '_';
        if (next == '\n' || next == '\r' || afterCr) {
          end(next);
          recordAt = recordLine == seenLine ? recordAt : before + i;
          seenLine = recordLine;
        }
        if (next != '\n' && next != '\r') {
          place = place.after(next, delimiter);
        }
      }
    }

    /** Outside of quotes, what has no quote, blank, underscore or carriage return is easy. */
    private int afterEasyWords(byte[] piece, int from, int count) {
      if (afterCr || (place != CsvPlace.START && place != CsvPlace.PLAIN)) {
        return from;
      }
      int i = from;
      int feeds = 0;
      for (; i + Long.BYTES <= count; i += Long.BYTES) {
        long word = (long) WORDS.get(piece, i);
        if ((of('"', word) | of(' ', word) | of('_', word) | of('\r', word)) != 0) {
          break;
        }
        feeds += Long.bitCount(of('\n', word));
      }
      if (i > from) {
        byte last = piece[i - 1];
        place = last == delimiter || last == '\n' ? CsvPlace.START : CsvPlace.PLAIN;
      }
      if (feeds > 0) {
        ends |= LF;
        line += feeds;
        recordLine = line;
      }
      return i;
    }

    /** The highest bit of each byte of a word that is this one. */
    private static long of(char wanted, long word) {
      long other = word ^ (wanted * 0x0101010101010101L);
      return ~(((other & LOW) + LOW) | other | LOW);
    }

    private void end(byte next) {
      boolean quoted = place == CsvPlace.QUOTED;
      if (afterCr) {
        ends |= quoted ? 0 : next == '\n' ? CRLF : CR;
      } else if (next == '\n') {
        ends |= quoted ? 0 : LF;
      }
      if (next == '\r' || (next == '\n' && !afterCr)) {
        line++;
      }
      afterCr = next == '\r';
      if (!quoted) {
        place = CsvPlace.START;
        recordLine = line;
      }
    }

    private long open() {
      ends |= afterCr ? CR : 0;
      return place == CsvPlace.QUOTED ? recordLine : 0;
    }
  }
}
