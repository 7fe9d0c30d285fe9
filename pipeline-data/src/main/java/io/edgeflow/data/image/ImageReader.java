package io.edgeflow.data.image;

import io.edgeflow.core.error.PipelineException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads PNG and JPEG files of 8 bits a sample (PNG: 1, 2 and 4 bits and palettes too), strictly: a
 * file that is cut off or damaged, an animation, CMYK and 16 bits are errors. As in Pillow, what a
 * file says of its orientation, colour space and gamma is not applied, and transparency is left
 * out: a transparent pixel has the colour that is stored beneath. Thread-safe.
 *
 * <pre>{@code
 * Image image = ImageReader.read(Path.of("cat.jpg"), ImageLimits.DEFAULTS);
 * byte[] pixels = image.channels(3).resized(224, 224).pixels();
 * }</pre>
 */
public final class ImageReader {
  private static final int MAGIC = 8;

  /** Found once: a search for each image takes as long as reading its header. */
  private static final ImageReaderSpi PNG = found("png");

  private static final ImageReaderSpi JPEG = found("jpeg");

  private ImageReader() {}

  private static ImageReaderSpi found(String format) {
    javax.imageio.ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
    reader.dispose();
    return reader.getOriginatingProvider();
  }

  /**
   * Reads a file.
   *
   * @throws PipelineException naming the file, if it cannot be read in full or is beyond a limit
   */
  public static Image read(Path file, ImageLimits limits) {
    try (InputStream in = Files.newInputStream(file)) {
      limits.requireBytes(Files.size(file), file.toString());
      byte[] bytes = in.readNBytes((int) Math.min(limits.maxBytes() + 1, Integer.MAX_VALUE - 8));
      return read(bytes, file.toString(), limits);
    } catch (IOException e) {
      throw failed("cannot be read", file.toString()).found(e).cause(e).build();
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param file what to call it in messages
   * @throws PipelineException as for a file
   */
  public static Image read(byte[] bytes, String file, ImageLimits limits) {
    limits.requireBytes(bytes.length, file);
    if (PngFile.isOne(bytes)) {
      PngFile.check(bytes, file);
      return decode(PNG, bytes, file, limits);
    }
    if (JpegFile.isOne(bytes)) {
      JpegFile.check(bytes, file);
      return decode(JPEG, bytes, file, limits);
    }
    throw failed("is neither PNG nor JPEG", file)
        .found(start(bytes))
        .remedy("convert it to PNG or JPEG")
        .build();
  }

  private static String start(byte[] bytes) {
    int length = Math.min(MAGIC, bytes.length);
    String hex = HexFormat.ofDelimiter(" ").formatHex(bytes, 0, length);
    String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    return length == 0
        ? "an empty file"
        : "a file that starts with " + hex + (text.matches("\\p{Graph}+") ? ", " + text : "");
  }

  private static Image decode(
      ImageReaderSpi format, byte[] bytes, String file, ImageLimits limits) {
    javax.imageio.ImageReader reader = reader(format);
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      limits.requirePixels(reader.getHeight(0), reader.getWidth(0), file);
      BufferedImage image = reader.read(0);
      damage(warnings)
          .ifPresent(
              what -> {
                throw failed("is damaged", file).found(what).remedy("replace or remove it").build();
              });
      return Samples.of(image);
    } catch (PipelineException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw failed("cannot be decoded", file)
          .found(e)
          .remedy("replace it, or convert it to 8-bit RGB or gray")
          .cause(e)
          .build();
    } finally {
      reader.dispose();
    }
  }

  private static javax.imageio.ImageReader reader(ImageReaderSpi format) {
    try {
      return format.createReaderInstance();
    } catch (IOException e) {
      throw new IllegalStateException("Every Java platform reads PNG and JPEG", e);
    }
  }

  /** Bytes between two parts are harmless, and many cameras write them. */
  private static Optional<String> damage(List<String> warnings) {
    return warnings.stream()
        .filter(w -> w.contains("Premature end") || w.contains("Corrupt JPEG data"))
        .filter(w -> !w.contains("extraneous bytes"))
        .findFirst();
  }

  static PipelineException.Builder failed(String what, String file) {
    return PipelineException.failed("The image " + what).where(file);
  }
}
