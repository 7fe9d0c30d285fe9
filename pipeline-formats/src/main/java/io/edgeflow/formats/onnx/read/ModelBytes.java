package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.edgeflow.core.error.PipelineException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Parses an ONNX file where it lies: its weights stay in the mapped file. */
final class ModelBytes {
  private ModelBytes() {}

  /**
   * The file as protobuf has it; nothing in it is checked yet.
   *
   * @throws PipelineException if it cannot be read or is no protobuf file
   */
  static ModelProto parse(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw PipelineException.failed("The ONNX file is too large")
            .found(channel.size() + " bytes")
            .limit(Integer.MAX_VALUE + " bytes, protobuf's own limit")
            .where(file)
            .remedy("save it with its weights in a file beside it")
            .build();
      }
      ByteString bytes =
          UnsafeByteOperations.unsafeWrap(
              channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
      ModelParts.requireFew(input(bytes));
      return ModelProto.parseFrom(input(bytes));
    } catch (InvalidProtocolBufferException e) {
      throw PipelineException.failed("Not an ONNX file")
          .found(String.valueOf(e.getMessage()))
          .where(file)
          .cause(e)
          .build();
    } catch (IOException e) {
      throw PipelineException.failed("Cannot read the model").where(file).cause(e).build();
    }
  }

  private static CodedInputStream input(ByteString bytes) {
    CodedInputStream in = bytes.newCodedInput();
    in.enableAliasing(true);
    in.setRecursionLimit(ModelParts.DEEPEST + 1);
    return in;
  }
}
