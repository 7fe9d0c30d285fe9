package io.edgeflow.data.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files that may be compressed by gzip (RFC 1952), which their first two bytes tell. */
public final class Gzip {
  private Gzip() {}

  /** Whether a file is compressed. */
  public static boolean isOne(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return isOne(in);
    }
  }

  private static boolean isOne(InputStream in) throws IOException {
    return in.read() == 0x1F && in.read() == 0x8B;
  }

  /** What a file holds, uncompressed; the caller bounds how much of it is read. */
  public static InputStream plain(InputStream file) throws IOException {
    InputStream in = new BufferedInputStream(file);
    in.mark(2);
    boolean zipped = isOne(in);
    in.reset();
    return zipped ? new BufferedInputStream(new GZIPInputStream(in)) : in;
  }
}
