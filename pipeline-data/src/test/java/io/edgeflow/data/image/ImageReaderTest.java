package io.edgeflow.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.edgeflow.core.error.PipelineException;
import io.edgeflow.data.Oracle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReaderTest {
  private static final int PNG_HEADER = 33;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "rgb.png, 3",
    "gray.png, 1",
    "rgba.png, 3",
    "gray_alpha.png, 1",
    "palette.png, 3",
    "transparent_palette.png, 3",
    "transparent_colour.png, 3",
    "gray_palette.png, 1",
    "bits.png, 1"
  })
  void a_png_has_the_pixels_that_pillow_reads(String name, int channels) throws IOException {
    Map<String, Object> golden = golden(name);

    Image image = read(name);

    assertEquals(channels, image.channels());
    assertEquals(golden.get("height"), image.height());
    assertEquals(golden.get("width"), image.width());
    assertArrayEquals(bytes(golden.get("rgb")), image.channels(3).pixels());
    assertArrayEquals(bytes(golden.get("gray")), image.channels(1).pixels());
  }

  /** Two releases of one library decode it; their last bits may differ. */
  @ParameterizedTest
  @CsvSource({
    "rgb.jpg, 3",
    "halved_colours.jpg, 3",
    "progressive.jpg, 3",
    "gray.jpg, 1",
    "turned.jpg, 3"
  })
  void a_jpeg_has_the_pixels_that_pillow_reads_within_two_steps(String name, int channels)
      throws IOException {
    Map<String, Object> golden = golden(name);

    Image image = read(name);

    assertEquals(channels, image.channels());
    assertEquals(golden.get("height"), image.height());
    assertNear(bytes(golden.get("rgb")), image.channels(3).pixels());
    assertNear(bytes(golden.get("gray")), image.channels(1).pixels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "palette.png", "rgb.jpg", "progressive.jpg", "gray.jpg"})
  void a_file_that_is_cut_off_anywhere_is_refused_with_its_name(String name) throws IOException {
    byte[] whole = file(name);

    for (int length = 0; length < whole.length - 2; length++) {
      byte[] part = Arrays.copyOf(whole, length);

      PipelineException e = refused(part, name);

      assertTrue(e.getMessage().contains("where: " + name), e.getMessage());
    }
  }

  @Test
  void every_changed_byte_of_a_png_is_seen() throws IOException {
    byte[] whole = file("rgb.png");

    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x10;

      refused(changed, "rgb.png");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.jpg", "progressive.jpg", "gray.jpg"})
  void a_damaged_jpeg_gives_an_image_or_one_clear_error(String name) throws IOException {
    byte[] whole = file(name);
    Random random = new Random(7);

    for (int i = 0; i < 500; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(whole.length)] = (byte) random.nextInt();
      try {
        ImageReader.read(changed, name, new ImageLimits(1 << 20, 1 << 20));
      } catch (PipelineException e) {
        assertTrue(e.getMessage().contains("where: " + name), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIF89a, and so on", "BM or the like", "RIFF....WEBPVP8 ", ""})
  void what_is_neither_png_nor_jpeg_is_refused(String content) {
    PipelineException e = refused(content.getBytes(StandardCharsets.US_ASCII), "odd.png");

    assertTrue(e.getMessage().startsWith("The image is neither PNG nor JPEG\n"), e.getMessage());
    assertTrue(e.getMessage().contains("where: odd.png"), e.getMessage());
  }

  @Test
  void a_claim_of_too_many_pixels_is_refused_before_decoding() throws IOException {
    byte[] bytes = file("rgb.png");
    ByteBuffer.wrap(bytes).putInt(16, 100_000).putInt(20, 100_000);
    sum(bytes);

    PipelineException e = refused(bytes, "huge.png");

    assertTrue(e.getMessage().contains("found: 100000 × 100000 pixels"), e.getMessage());
    assertTrue(e.getMessage().contains("limit: 50000000 pixels"), e.getMessage());
  }

  @Test
  void the_limit_of_pixels_is_that_of_the_caller() throws IOException {
    byte[] bytes = file("rgb.jpg");

    ImageReader.read(bytes, "small.jpg", new ImageLimits(1 << 20, 11 * 17));

    ImageLimits less = new ImageLimits(1 << 20, 11 * 17 - 1);
    assertThrows(PipelineException.class, () -> ImageReader.read(bytes, "small.jpg", less));
  }

  @Test
  void a_file_that_is_too_large_is_not_read() throws IOException {
    Path file = Files.write(folder.resolve("large.png"), file("rgb.png"));

    PipelineException e =
        assertThrows(
            PipelineException.class, () -> ImageReader.read(file, new ImageLimits(100, 1000)));

    assertTrue(e.getMessage().contains("where: " + file + "\n  found: 559 bytes"), e.getMessage());
  }

  @Test
  void a_missing_file_is_named() {
    Path file = folder.resolve("none.png");

    PipelineException e =
        assertThrows(PipelineException.class, () -> ImageReader.read(file, ImageLimits.DEFAULTS));

    assertTrue(e.getMessage().contains("where: " + file), e.getMessage());
  }

  @Test
  void an_animation_is_refused() throws IOException {
    byte[] whole = file("rgb.png");
    ByteBuffer animated = ByteBuffer.allocate(whole.length + 20).put(whole, 0, PNG_HEADER);
    byte[] control = "acTL\0\0\0\2\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);
    CRC32 sum = new CRC32();
    sum.update(control);
    animated.putInt(8).put(control).putInt((int) sum.getValue());
    animated.put(whole, PNG_HEADER, whole.length - PNG_HEADER);

    PipelineException e = refused(animated.array(), "moving.png");

    assertTrue(e.getMessage().startsWith("The image is an animation\n"), e.getMessage());
  }

  @Test
  void sixteen_bits_a_sample_are_refused() throws IOException {
    BufferedImage deep = new BufferedImage(3, 2, BufferedImage.TYPE_USHORT_GRAY);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(deep, "png", out);

    PipelineException e = refused(out.toByteArray(), "deep.png");

    assertTrue(e.getMessage().startsWith("The image has too fine samples\n"), e.getMessage());
    assertTrue(e.getMessage().contains("found: 16 bits\n  limit: 8 bits"), e.getMessage());
  }

  @Test
  void a_jpeg_in_cmyk_is_refused() throws IOException {
    PipelineException e = refused(file("cmyk.jpg"), "print.jpg");

    assertTrue(e.getMessage().contains("found: 4 channels of 8 bits (CMYK)"), e.getMessage());
  }

  /** Gray as stored, where Java's own conversion would brighten it. */
  @Test
  void gray_is_what_is_stored() throws IOException {
    BufferedImage gray = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSample(0, 0, 0, 37);
    gray.getRaster().setSample(1, 0, 0, 201);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(gray, "png", out);

    Image image = ImageReader.read(out.toByteArray(), "gray.png", ImageLimits.DEFAULTS);

    assertEquals(37, image.at(0));
    assertEquals(201, image.at(1));
  }

  private static PipelineException refused(byte[] bytes, String name) {
    return assertThrows(
        PipelineException.class, () -> ImageReader.read(bytes, name, ImageLimits.DEFAULTS));
  }

  private static void sum(byte[] png) {
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
  }

  private static Image read(String name) throws IOException {
    return ImageReader.read(file(name), name, ImageLimits.DEFAULTS);
  }

  private static byte[] file(String name) throws IOException {
    return Base64.getDecoder().decode((String) golden(name).get("file"));
  }

  static Map<String, Object> golden(String name) throws IOException {
    return Oracle.list("images").stream()
        .filter(each -> name.equals(each.get("name")))
        .findFirst()
        .orElseThrow();
  }

  static byte[] bytes(Object numbers) {
    float[] values = Oracle.floats(numbers);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static void assertNear(byte[] expected, byte[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] & 0xFF, actual[i] & 0xFF, 2, "at " + i);
    }
  }
}
