package io.edgeflow.data.archive;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.core.json.PersistedForm;
import io.edgeflow.core.run.RunContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.LongConsumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Many files of one source as one: a ZIP that anybody can open, with the files as they are, not
 * compressed, in the order of their names. Its first entry, {@code .edgeflow.json}, says what they
 * hold and how samples are read out of them. Equal files and readings give equal bytes.
 */
public final class Archive implements AutoCloseable {
  private static final String FORM = ".edgeflow.json";
  static final PersistedForm<SampleFiles> FORMS =
      PersistedForm.strict("source archive", SampleFiles.class, 1);
  private static final int PIECE = 1 << 16;
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipFile zip;
  private final SampleFiles form;

  private Archive(ZipFile zip, SampleFiles form) {
    this.zip = zip;
    this.form = form;
  }

  /**
   * Writes an archive.
   *
   * @param target a file that does not exist yet
   * @param files by the names that they are to have
   * @param spent is told the bytes of each piece before it is written
   * @throws IOException if a file cannot be read in full
   */
  public static Path write(
      Path target,
      SampleFiles form,
      SortedMap<String, Path> files,
      LongConsumer spent,
      RunContext context)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      begin(zip, FORM);
      zip.write(FORMS.pretty(form).getBytes(StandardCharsets.UTF_8));
      byte[] piece = new byte[PIECE];
      for (Map.Entry<String, Path> file : files.entrySet()) {
        context.check();
        begin(zip, file.getKey());
        copy(file.getValue(), piece, zip, spent, context);
      }
    }
    return target;
  }

  /** Piece by piece, because a file within a ZIP may hold more than there is room for. */
  private static void copy(
      Path file, byte[] piece, OutputStream zip, LongConsumer spent, RunContext context)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        context.check();
        spent.accept(count);
        zip.write(piece, 0, count);
      }
    }
  }

  private static void begin(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
  }

  /**
   * Opens an archive.
   *
   * @throws PipelineException if it is none, or one of a later release
   */
  public static Archive open(Path file) {
    try {
      ZipFile zip = new ZipFile(file.toFile());
      try {
        return new Archive(zip, FORMS.read(read(zip, FORM, Integer.MAX_VALUE), file));
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (IOException e) {
      throw PipelineException.failed("The source archive cannot be read")
          .found(e)
          .where(file)
          .cause(e)
          .build();
    }
  }

  /** What the files hold. */
  public SampleFiles form() {
    return form;
  }

  /** The names of the files, in order. */
  List<String> names() {
    return zip.stream().map(ZipEntry::getName).filter(name -> !name.equals(FORM)).toList();
  }

  /**
   * The bytes of a file.
   *
   * @param most how many are read; of a larger file, one more is given
   */
  byte[] bytes(String name, long most) throws IOException {
    return read(zip, name, most);
  }

  /** The bytes of a file, one after the other. */
  InputStream stream(String name) throws IOException {
    return zip.getInputStream(zip.getEntry(name));
  }

  /** How many bytes a file has. */
  long size(String name) {
    return zip.getEntry(name).getSize();
  }

  private static byte[] read(ZipFile zip, String name, long most) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - Long.BYTES));
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw PipelineException.failed("The source archive cannot be closed").cause(e).build();
    }
  }
}
