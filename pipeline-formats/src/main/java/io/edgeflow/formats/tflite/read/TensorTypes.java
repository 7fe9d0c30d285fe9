package io.edgeflow.formats.tflite.read;

import io.edgeflow.core.tensor.ElementType;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.lite.schema.TensorType;

/** The types of elements in a TFLite file. */
final class TensorTypes {
  private TensorTypes() {}

  /** The type in the graph; empty for one that is not read. */
  static Optional<ElementType> of(byte type) {
    return switch (type) {
      case TensorType.FLOAT32 -> Optional.of(ElementType.FLOAT32);
      case TensorType.FLOAT16 -> Optional.of(ElementType.FLOAT16);
      case TensorType.INT8 -> Optional.of(ElementType.INT8);
      case TensorType.UINT8 -> Optional.of(ElementType.UINT8);
      case TensorType.INT32 -> Optional.of(ElementType.INT32);
      case TensorType.INT64 -> Optional.of(ElementType.INT64);
      case TensorType.BOOL -> Optional.of(ElementType.BOOL);
      default -> Optional.empty();
    };
  }

  /** TFLite's word, such as {@code float32}. */
  static String word(byte type) {
    return type >= 0 && type < TensorType.names.length
        ? TensorType.name(type).toLowerCase(Locale.ROOT)
        : "type " + type;
  }
}
