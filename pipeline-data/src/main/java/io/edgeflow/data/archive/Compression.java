package io.edgeflow.data.archive;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Files that may be compressed by gzip (RFC 1952) or Zstandard (RFC 8878), which their first bytes
 * tell.
 */
public enum Compression {
  /** As it is. */
  NONE {
    @Override
    InputStream decompressed(InputStream in) {
      return in;
    }
  },
  /** By gzip. */
  GZIP(0x1F, 0x8B) {
    @Override
    InputStream decompressed(InputStream in) throws IOException {
      return new BufferedInputStream(new GZIPInputStream(in));
    }
  },
  /** By Zstandard. */
  ZSTD(0x28, 0xB5, 0x2F, 0xFD) {
    @Override
    InputStream decompressed(InputStream in) throws IOException {
      return new BufferedInputStream(new ZstdInputStream(in));
    }
  };

  private final int[] magic;

  Compression(int... magic) {
    this.magic = magic;
  }

  abstract InputStream decompressed(InputStream in) throws IOException;

  /** How a file is compressed. */
  public static Compression of(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return of(in);
    }
  }

  private static Compression of(InputStream in) throws IOException {
    for (Compression each : new Compression[] {GZIP, ZSTD}) {
      in.mark(each.magic.length);
      boolean same = true;
      for (int wanted : each.magic) {
        same = same && in.read() == wanted;
      }
      in.reset();
      if (same) {
        return each;
      }
    }
    return NONE;
  }

  /** What a file holds, uncompressed; the caller bounds how much of it is read. */
  public static InputStream plain(InputStream file) throws IOException {
    InputStream in = new BufferedInputStream(file);
    return of(in).decompressed(in);
  }

  /** Whether a compressed file gives this error because it is cut off or damaged. */
  public static boolean isDamage(IOException error) {
    return error instanceof EOFException
        || error instanceof ZipException
        || error instanceof ZstdIOException;
  }
}
