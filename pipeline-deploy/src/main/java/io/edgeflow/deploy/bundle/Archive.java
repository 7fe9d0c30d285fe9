package io.edgeflow.deploy.bundle;

import io.edgeflow.deploy.release.Refusal;
import io.edgeflow.deploy.release.RefusedException;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Zip archives of flat files. Equal files give equal bytes; with compression these also depend on
 * the platform's zlib.
 */
final class Archive {
  /** The first day that the zip format writes without a second, zone-dependent time stamp. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private static final int BUFFER_BYTES = 1 << 16;

  private Archive() {}

  static byte[] write(SortedMap<String, byte[]> files, boolean compress) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (var file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        describe(entry, file.getValue(), compress);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Unpacks one file.
   *
   * @param maxBytes at most so many are written, whatever the archive claims
   * @return how many bytes were written
   */
  static long unpack(ZipFile zip, String name, Path target, long maxBytes)
      throws IOException, RefusedException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new RefusedException(Refusal.BUNDLE_INVALID, "the bundle lacks " + name);
    }
    long written = 0;
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = zip.getInputStream(entry);
        FileOutputStream out = new FileOutputStream(target.toFile())) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        written += n;
        if (written > maxBytes) {
          throw new RefusedException(
              Refusal.HASH_MISMATCH, name + " is larger than " + maxBytes + " bytes");
        }
        out.write(buffer, 0, n);
      }
      out.getFD().sync();
    }
    return written;
  }

  private static void describe(ZipEntry entry, byte[] content, boolean compress) {
    if (compress) {
      entry.setMethod(ZipEntry.DEFLATED);
      return;
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
  }
}
