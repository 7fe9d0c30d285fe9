package io.edgeflow.formats.tflite;

import io.edgeflow.core.error.PipelineException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip of text files behind a model, as LiteRT's tools keep files that belong to it: stored as it
 * is, its offsets counted from the model's first byte, so that the whole is a zip as well.
 */
final class LabelArchive {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final int END_RECORD = 22;
  private static final int DIRECTORY_PLACE = 16;
  private static final int ENTRY = 46;
  private static final int NAME_LENGTH = 28;
  private static final int EXTRA_LENGTH = 30;
  private static final int ENTRY_PLACE = 42;

  private LabelArchive() {}

  /** The model with a zip of files, each of lines, behind it. */
  static byte[] append(byte[] model, Map<String, List<String>> files) {
    byte[] zip = zip(files);
    ByteBuffer fields = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int place = zip.length - END_RECORD + DIRECTORY_PLACE;
    int at = fields.getInt(place);
    fields.putInt(place, Math.addExact(model.length, at));
    for (int i = 0; i < files.size(); i++) {
      fields.putInt(at + ENTRY_PLACE, model.length + fields.getInt(at + ENTRY_PLACE));
      at += ENTRY + fields.getShort(at + NAME_LENGTH) + fields.getShort(at + EXTRA_LENGTH);
    }
    return ByteBuffer.allocate(model.length + zip.length).put(model).put(zip).array();
  }

  private static byte[] zip(Map<String, List<String>> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, List<String>> file : files.entrySet()) {
        byte[] content = String.join("\n", file.getValue()).getBytes(StandardCharsets.UTF_8);
        zip.putNextEntry(stored(file.getKey(), content));
        zip.write(content);
      }
    } catch (IOException e) {
      throw PipelineException.failed("Cannot pack the labels").cause(e).build();
    }
    return bytes.toByteArray();
  }

  private static ZipEntry stored(String name, byte[] content) {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(NO_TIME);
    return entry;
  }
}
