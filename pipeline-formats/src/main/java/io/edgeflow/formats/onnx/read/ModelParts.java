package io.edgeflow.formats.onnx.read;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts the messages, names and byte strings of an ONNX file without building them. One takes two
 * bytes in the file and a hundred times that in memory, so that a small file could fill any memory.
 */
final class ModelParts {
  /** Four times what the largest models published as one file have. */
  static final int MOST = 1 << 20;

  /** Models without branches and loops nest seven deep. */
  static final int DEEPEST = 32;

  private final CodedInputStream in;
  private int count;

  private ModelParts(CodedInputStream in) {
    this.in = in;
  }

  /**
   * Walks over a file.
   *
   * @throws InvalidProtocolBufferException if it is no protobuf file, nests deeper than {@link
   *     #DEEPEST}, or has more than {@link #MOST} parts
   */
  static void requireFew(CodedInputStream in) throws IOException {
    new ModelParts(in).message(ModelProto.getDescriptor(), 0);
  }

  private void message(Descriptor type, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new InvalidProtocolBufferException("Its parts nest deeper than " + DEEPEST);
    }
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      int wire = WireFormat.getTagWireType(tag);
      if (field == null || wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        count();
      }
      boolean nested = field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
      if (nested && wire == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        int limit = in.pushLimit(in.readRawVarint32());
        message(field.getMessageType(), depth + 1);
        in.popLimit(limit);
      } else if (wire == WireFormat.WIRETYPE_START_GROUP || !in.skipField(tag)) {
        throw new InvalidProtocolBufferException("It has a group, as no ONNX file has");
      }
    }
  }

  private void count() throws InvalidProtocolBufferException {
    if (++count > MOST) {
      throw new InvalidProtocolBufferException("It has more than " + MOST + " parts");
    }
  }
}
