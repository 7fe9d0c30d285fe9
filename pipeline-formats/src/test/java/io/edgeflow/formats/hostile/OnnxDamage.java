package io.edgeflow.formats.hostile;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Damage to the fields of an ONNX file, which stays a protobuf file: fields are cleared, set to
 * others' values, repeated, left out and exchanged, at any depth.
 */
final class OnnxDamage {
  private static final List<Object> TEXTS =
      List.of("", "x", "../x", "/etc/passwd", "a\nb", "\u0000", "y".repeat(5_000));
  private static final List<Object> FLOATS =
      List.of(0f, -0f, 1f, -1f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, 1e38f);

  private final ModelProto model;
  private final List<Place> places = new ArrayList<>();
  private final Map<Object, Set<Object>> known = new HashMap<>();

  /** A message within the model: for each level a field and which of its elements. */
  private record Place(List<Step> path, FieldDescriptor field) {}

  private record Step(FieldDescriptor field, int index) {}

  OnnxDamage(byte[] file) {
    try {
      model = ModelProto.parseFrom(file);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
    collect(model, List.of());
  }

  /** The model with one to three fields damaged. */
  byte[] next(SplittableRandom random) {
    Message damaged = model;
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      Place place = places.get(random.nextInt(places.size()));
      damaged = changed(damaged, place.path(), place.field(), random);
    }
    return damaged.toByteArray();
  }

  private void collect(Message message, List<Step> path) {
    known(message.getDescriptorForType()).add(message);
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      places.add(new Place(path, field));
      if (field.isRepeated() || message.hasField(field)) {
        List<?> values = values(message, field);
        for (int i = 0; i < values.size(); i++) {
          if (values.get(i) instanceof Message inner) {
            List<Step> deeper = new ArrayList<>(path);
            deeper.add(new Step(field, i));
            collect(inner, List.copyOf(deeper));
          } else if (known(field).size() < 500) {
            known(field).add(values.get(i));
          }
        }
      }
    }
  }

  private Set<Object> known(Object kind) {
    return known.computeIfAbsent(kind, any -> new LinkedHashSet<>());
  }

  private static List<?> values(Message message, FieldDescriptor field) {
    return field.isRepeated()
        ? (List<?>) message.getField(field)
        : List.of(message.getField(field));
  }

  private Message changed(
      Message message, List<Step> path, FieldDescriptor field, SplittableRandom random) {
    Message.Builder changed = message.toBuilder();
    if (path.isEmpty()) {
      change(changed, field, random);
      return changed.buildPartial();
    }
    Step step = path.get(0);
    List<Step> rest = path.subList(1, path.size());
    if (!step.field().isRepeated()) {
      Message inner = (Message) message.getField(step.field());
      changed.setField(step.field(), changed(inner, rest, field, random));
    } else if (step.index() < message.getRepeatedFieldCount(step.field())) {
      Message inner = (Message) message.getRepeatedField(step.field(), step.index());
      changed.setRepeatedField(step.field(), step.index(), changed(inner, rest, field, random));
    }
    return changed.buildPartial();
  }

  private void change(Message.Builder message, FieldDescriptor field, SplittableRandom random) {
    if (!field.isRepeated()) {
      if (random.nextInt(6) == 0) {
        message.clearField(field);
      } else {
        message.setField(field, value(field, message.getField(field), random));
      }
      return;
    }
    List<Object> values = new ArrayList<>((List<?>) message.getField(field));
    int at = values.isEmpty() ? 0 : random.nextInt(values.size());
    if (values.isEmpty() || random.nextInt(5) == 0) {
      values.add(at, value(field, null, random));
    } else {
      switch (random.nextInt(5)) {
        case 0 -> values.remove(at);
        case 1 -> values.add(at, values.get(at));
        case 2 -> Collections.swap(values, at, random.nextInt(values.size()));
        case 3 -> values.set(at, value(field, values.get(at), random));
        default -> values.subList(at, values.size()).clear();
      }
    }
    message.setField(field, values);
  }

  private Object value(FieldDescriptor field, Object now, SplittableRandom random) {
    Set<Object> others =
        field.getJavaType() == JavaType.MESSAGE ? known(field.getMessageType()) : known(field);
    if (!others.isEmpty() && random.nextInt(3) == 0) {
      return one(List.copyOf(others), random);
    }
    return switch (field.getJavaType()) {
      case INT ->
          now instanceof Integer n && random.nextBoolean()
              ? n + random.nextInt(-2, 3)
              : (int) (long) Damage.edge(random);
      case LONG ->
          now instanceof Long n && random.nextBoolean()
              ? (Object) (n + random.nextInt(-2, 3))
              : Damage.edge(random);
      case FLOAT -> one(FLOATS, random);
      case DOUBLE -> (double) (float) one(FLOATS, random);
      case BOOLEAN -> random.nextBoolean();
      case STRING -> one(TEXTS, random);
      case BYTE_STRING -> bytes(now, random);
      case ENUM -> {
        List<EnumValueDescriptor> all = field.getEnumType().getValues();
        yield all.get(random.nextInt(all.size()));
      }
      case MESSAGE ->
          others.isEmpty()
              ? DynamicMessage.getDefaultInstance(field.getMessageType())
              : one(List.copyOf(others), random);
    };
  }

  private static ByteString bytes(Object now, SplittableRandom random) {
    byte[] bytes = now instanceof ByteString text ? text.toByteArray() : new byte[0];
    if (bytes.length < 9 || random.nextBoolean()) {
      return ByteString.copyFrom(new byte[random.nextInt(2 * bytes.length + 9)]);
    }
    return ByteString.copyFrom(Damage.of(bytes, bytes, random));
  }

  private static Object one(List<Object> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }
}
