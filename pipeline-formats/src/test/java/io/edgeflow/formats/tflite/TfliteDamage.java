package io.edgeflow.formats.tflite;

import io.edgeflow.formats.hostile.Damage;
import io.edgeflow.formats.tflite.FlatForm.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damage to the fields of a TFLite file: numbers, the lengths of lists, the places of fields within
 * tables, and distances, which are led to other parts of the file.
 */
public final class TfliteDamage {
  /** So many elements of a list are told apart: shapes and indices, not weights. */
  private static final int MOST_ELEMENTS = 32;

  private static final int LEAST_TABLE = 4;

  private final byte[] file;
  private final ByteBuffer in;
  private final List<Spot> numbers = new ArrayList<>();
  private final List<Spot> distances = new ArrayList<>();

  /** Where a number or a distance lies. */
  private record Spot(int at, int bytes) {}

  public TfliteDamage(byte[] file) {
    this.file = file.clone();
    this.in = ByteBuffer.wrap(this.file).order(ByteOrder.LITTLE_ENDIAN);
    distances.add(new Spot(0, Integer.BYTES));
    table(target(0), FlatForm.MODEL);
  }

  /** The file with one to three fields damaged. */
  public byte[] next(SplittableRandom random) {
    ByteBuffer out = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      if (random.nextInt(4) == 0) {
        int at = one(distances, random).at();
        int to = target(one(distances, random).at());
        out.putInt(at, random.nextInt(5) == 0 ? (int) (long) Damage.edge(random) : to - at);
      } else {
        change(out, one(numbers, random), random);
      }
    }
    return out.array();
  }

  private void change(ByteBuffer out, Spot spot, SplittableRandom random) {
    Spot other = one(numbers, random);
    long value =
        switch (random.nextInt(3)) {
          case 0 -> Damage.edge(random);
          case 1 -> number(spot) + random.nextInt(-2, 3);
          default -> number(other);
        };
    switch (spot.bytes()) {
      case Long.BYTES -> out.putLong(spot.at(), value);
      case Integer.BYTES -> out.putInt(spot.at(), (int) value);
      case Short.BYTES -> out.putShort(spot.at(), (short) value);
      default -> out.put(spot.at(), (byte) value);
    }
  }

  private long number(Spot spot) {
    return switch (spot.bytes()) {
      case Long.BYTES -> in.getLong(spot.at());
      case Integer.BYTES -> in.getInt(spot.at());
      case Short.BYTES -> in.getShort(spot.at());
      default -> in.get(spot.at());
    };
  }

  private void table(int at, FlatForm form) {
    int places = at - in.getInt(at);
    int fields = (Short.toUnsignedInt(in.getShort(places)) - LEAST_TABLE) / Short.BYTES;
    numbers.add(new Spot(at, Integer.BYTES));
    numbers.add(new Spot(places, Short.BYTES));
    numbers.add(new Spot(places + Short.BYTES, Short.BYTES));
    for (int i = 0; i < fields; i++) {
      int entry = places + LEAST_TABLE + i * Short.BYTES;
      int place = Short.toUnsignedInt(in.getShort(entry));
      numbers.add(new Spot(entry, Short.BYTES));
      if (place != 0 && i >= form.fields().size()) {
        numbers.add(new Spot(at + place, at + place + Integer.BYTES <= file.length ? 4 : 1));
      } else if (place != 0) {
        Field before = i == 0 ? null : form.fields().get(i - 1);
        field(at + place, form.fields().get(i), before == null ? 0 : at + place(places, i - 1));
      }
    }
  }

  private int place(int places, int field) {
    return Short.toUnsignedInt(in.getShort(places + LEAST_TABLE + field * Short.BYTES));
  }

  private void field(int at, Field field, int before) {
    if (field.kind() == FlatForm.Kind.NUMBER) {
      numbers.add(new Spot(at, field.bytes()));
      return;
    }
    distances.add(new Spot(at, Integer.BYTES));
    int target = target(at);
    switch (field.kind()) {
      case NUMBER -> {}
      case TEXT, NUMBERS -> {
        numbers.add(new Spot(target, Integer.BYTES));
        for (int i = 0; i < Math.min(in.getInt(target), MOST_ELEMENTS); i++) {
          numbers.add(new Spot(target + Integer.BYTES + i * field.bytes(), field.bytes()));
        }
      }
      case TABLE -> table(target, field.form());
      case OPTIONS -> table(target, FlatForm.options(in.get(before)));
      case TABLES -> {
        numbers.add(new Spot(target, Integer.BYTES));
        for (int i = 1; i <= in.getInt(target); i++) {
          int element = target + i * Integer.BYTES;
          distances.add(new Spot(element, Integer.BYTES));
          table(target(element), field.form());
        }
      }
    }
  }

  private int target(int at) {
    return at + in.getInt(at);
  }

  private static <T> T one(List<T> values, SplittableRandom random) {
    return values.get(random.nextInt(values.size()));
  }
}
