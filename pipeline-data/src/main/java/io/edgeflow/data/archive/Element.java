package io.edgeflow.data.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the numbers of an array are stored. */
record Element(Kind kind, ByteOrder order) {
  private static final Pattern NUMPY = Pattern.compile("([<>|])([?biuf])([1248]?)");
  private static final Map<Integer, Kind> IDX =
      Map.of(
          0x08, Kind.U1, 0x09, Kind.I1, 0x0B, Kind.I2, 0x0C, Kind.I4, 0x0D, Kind.F4, 0x0E, Kind.F8);

  /** A type of number, as NumPy calls it: signed, unsigned and floats with their bytes. */
  enum Kind {
    /** A truth value or a byte from 0. */
    U1(1) {
      @Override
      double get(ByteBuffer in) {
        return in.get() & 0xFF;
      }
    },
    /** A byte. */
    I1(1) {
      @Override
      double get(ByteBuffer in) {
        return in.get();
      }
    },
    /** 16 bits from 0. */
    U2(2) {
      @Override
      double get(ByteBuffer in) {
        return in.getShort() & 0xFFFF;
      }
    },
    /** 16 bits. */
    I2(2) {
      @Override
      double get(ByteBuffer in) {
        return in.getShort();
      }
    },
    /** 32 bits from 0. */
    U4(4) {
      @Override
      double get(ByteBuffer in) {
        return in.getInt() & 0xFFFF_FFFFL;
      }
    },
    /** 32 bits. */
    I4(4) {
      @Override
      double get(ByteBuffer in) {
        return in.getInt();
      }
    },
    /** 64 bits. */
    I8(8) {
      @Override
      double get(ByteBuffer in) {
        return in.getLong();
      }
    },
    /** A float of 32 bits. */
    F4(4) {
      @Override
      double get(ByteBuffer in) {
        return in.getFloat();
      }
    },
    /** A float of 64 bits. */
    F8(8) {
      @Override
      double get(ByteBuffer in) {
        return in.getDouble();
      }
    };

    private final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    abstract double get(ByteBuffer in);
  }

  /** What NumPy's {@code descr} says; empty when it is no number, or none that is read here. */
  static Optional<Element> ofNumpy(String descr) {
    Matcher parts = NUMPY.matcher(descr);
    if (!parts.matches()) {
      return Optional.empty();
    }
    ByteOrder order = parts.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String name =
        descr.equals("|b1") ? "U1" : (parts.group(2) + parts.group(3)).toUpperCase(Locale.ROOT);
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .map(kind -> new Element(kind, order));
  }

  /** What the third byte of an IDX file says. */
  static Optional<Element> ofIdx(int type) {
    return Optional.ofNullable(IDX.get(type)).map(kind -> new Element(kind, ByteOrder.BIG_ENDIAN));
  }

  /** Whether each number is whole and from 0 to 255. */
  boolean holdsBytes() {
    return kind == Kind.U1;
  }

  int bytes() {
    return kind.bytes;
  }

  /** Reads as many numbers as there is room for; what is not finite becomes NaN. */
  void read(byte[] from, double[] numbers) {
    ByteBuffer in = ByteBuffer.wrap(from).order(order);
    for (int i = 0; i < numbers.length; i++) {
      double number = kind.get(in);
      numbers[i] = Double.isFinite(number) ? number : Double.NaN;
    }
  }
}
