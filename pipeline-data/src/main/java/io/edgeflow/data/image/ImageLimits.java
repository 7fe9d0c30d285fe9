package io.edgeflow.data.image;

import io.edgeflow.core.error.PipelineException;

/**
 * How large an image may be.
 *
 * @param maxBytes of its file
 * @param maxPixels height · width, as its header claims, looked at before anything is decoded
 */
public record ImageLimits(long maxBytes, long maxPixels) {
  /** 64 MiB and 50 million pixels, which take 150 MB when decoded. */
  public static final ImageLimits DEFAULTS = new ImageLimits(64L << 20, 50_000_000);

  void requireBytes(long found, String file) {
    if (found > maxBytes) {
      throw refused("is too large a file", found + " bytes", maxBytes + " bytes", file);
    }
  }

  void requirePixels(int height, int width, String file) {
    if ((long) height * width > maxPixels) {
      throw refused(
          "is too large", width + " × " + height + " pixels", maxPixels + " pixels", file);
    }
  }

  private static PipelineException refused(String what, String found, String limit, String file) {
    return ImageReader.failed(what, file)
        .found(found)
        .limit(limit)
        .remedy("make it smaller, or raise the limit")
        .build();
  }
}
