package io.edgeflow.core.config;

/** An open choice of these tests, with two providers that the class path of the tests names. */
public interface Shape extends Provider {
  Providers<Shape> ALL = Providers.of(Shape.class);

  /** The word that says which. */
  Field<Shape> TYPE = Field.provider("type", "square", ALL, "what shape");

  /** A round one. */
  final class Circle implements Shape {
    static final Field<Double> RADIUS = Field.number("radius", 1.0, 0, 9, "how far it goes");

    @Override
    public String id() {
      return "circle";
    }

    @Override
    public String description() {
      return "all points at a distance";
    }

    @Override
    public FieldTable fields() {
      return FIELDS;
    }

    private static final FieldTable FIELDS = FieldTable.of(RADIUS);
  }

  /** One with four sides. */
  final class Square implements Shape {
    static final Field<Double> SIDE = Field.number("side", 2.0, 0, 9, "how long a side is");

    private static final FieldTable FIELDS = FieldTable.of(SIDE);

    @Override
    public String id() {
      return "square";
    }

    @Override
    public String description() {
      return "four equal sides";
    }

    @Override
    public FieldTable fields() {
      return FIELDS;
    }
  }
}
