package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The elements of tensors that lie in files beside the ONNX file. Such a file lies in the ONNX
 * file's own folder or below it, and is no link out of it.
 */
final class ExternalData {
  /** Smaller ones are copied: a process may have some ten thousand mappings. */
  private static final int SMALLEST_MAPPED = 1 << 16;

  private final Path model;

  ExternalData(Path model) {
    this.model = model;
  }

  /**
   * A tensor's bytes, mapped.
   *
   * @param bytes how many its shape and type take
   * @throws PipelineException if the file is not there, not allowed, or does not hold as many
   */
  ByteBuffer bytes(TensorProto tensor, int bytes) {
    Map<String, String> entries = entries(tensor);
    long offset = number(tensor, entries.getOrDefault("offset", "0"));
    long length = number(tensor, entries.getOrDefault("length", Integer.toString(bytes)));
    if (length != bytes) {
      throw refusal(tensor, "its length is not that of its shape", length, bytes);
    }
    Path file = file(tensor);
    try (FileChannel channel = FileChannel.open(file)) {
      if (offset > channel.size() - bytes) {
        throw refusal(
            tensor,
            "it ends behind its file's end",
            bytes + " bytes from " + offset,
            channel.size() + " bytes in " + file);
      }
      return bytes < SMALLEST_MAPPED
          ? copy(channel, offset, bytes)
          : channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes);
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read a model's data").where(file).cause(e).build();
    }
  }

  private static Map<String, String> entries(TensorProto tensor) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    return entries;
  }

  /**
   * The file that a tensor's elements lie in.
   *
   * @throws PipelineException if it is not there or not allowed
   */
  Path file(TensorProto tensor) {
    return file(tensor, entries(tensor).getOrDefault("location", ""));
  }

  private static ByteBuffer copy(FileChannel channel, long offset, int bytes) throws IOException {
    ByteBuffer copy = ByteBuffer.allocateDirect(bytes);
    while (copy.hasRemaining()) {
      if (channel.read(copy, offset + copy.position()) < 0) {
        throw new IOException("The file became shorter");
      }
    }
    return copy.flip();
  }

  private Path file(TensorProto tensor, String location) {
    try {
      Path folder =
          Objects.requireNonNull(model.toAbsolutePath().normalize().getParent()).toRealPath();
      Path relative = Path.of(location);
      boolean inside = !location.isBlank() && !relative.isAbsolute() && !climbs(relative);
      if (inside && !Files.exists(folder.resolve(relative))) {
        throw refusal(tensor, "its file is missing", location, "a file in " + folder);
      }
      Path real = inside ? folder.resolve(relative).toRealPath() : folder;
      if (!real.startsWith(folder) || !Files.isRegularFile(real)) {
        throw refusal(
            tensor, "its file is not in the model's folder", location, "a file in " + folder);
      }
      return real;
    } catch (IOException | InvalidPathException e) {
      throw PipelineException.failed("Cannot read a model's data")
          .found(location)
          .where(model)
          .cause(e)
          .build();
    }
  }

  private static boolean climbs(Path relative) {
    for (Path part : relative) {
      if (part.toString().equals("..")) {
        return true;
      }
    }
    return false;
  }

  private long number(TensorProto tensor, String value) {
    try {
      long number = Long.parseLong(value);
      if (number < 0) {
        throw new NumberFormatException(value);
      }
      return number;
    } catch (NumberFormatException e) {
      throw refusal(tensor, "its place in its file is no number", value, "0 or more");
    }
  }

  private PipelineException refusal(TensorProto tensor, String what, Object found, Object limit) {
    return PipelineException.failed("The elements of a tensor cannot be had: " + what)
        .found(found)
        .limit(limit)
        .where(model + ", tensor " + tensor.getName())
        .remedy("put the model and the files of its weights into one folder, as they were saved")
        .build();
  }
}
