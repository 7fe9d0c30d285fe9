package io.edgeflow.core.sample;

import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * What the features of one sample are: their kind, their axes in the order in which they lie in
 * memory (the last varies fastest), and their element type.
 */
public record FeatureSpec(FeatureKind kind, List<Axis> axes, ElementType type) {
  /** Copies the axes and checks that they are those of the kind. */
  public FeatureSpec {
    axes = List.copyOf(axes);
    List<String> names = axes.stream().map(Axis::name).toList();
    if (!names.equals(kind.axes())) {
      throw new IllegalArgumentException(kind.id() + " of " + names + ", not " + kind.axes());
    }
    size(axes);
  }

  /** A named axis with its size, at least 1. */
  public record Axis(String name, int size) {
    /** Checks the size. */
    public Axis {
      if (size < 1) {
        throw new IllegalArgumentException("An axis " + name + " of " + size);
      }
    }
  }

  /** Floats of a kind; {@code sizes} in the order of its axes. */
  public static FeatureSpec of(FeatureKind kind, int... sizes) {
    if (sizes.length != kind.axes().size()) {
      throw new IllegalArgumentException(kind.id() + " of " + sizes.length + " axes");
    }
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      axes.add(new Axis(kind.axes().get(i), sizes[i]));
    }
    return new FeatureSpec(kind, axes, ElementType.FLOAT32);
  }

  /** An image of floats. */
  public static FeatureSpec image(ImageShape shape) {
    return of(FeatureKind.IMAGE, shape.height(), shape.width(), shape.channels());
  }

  /** A series of floats: {@code features} values at each of {@code time} steps. */
  public static FeatureSpec series(int time, int features) {
    return of(FeatureKind.SERIES, time, features);
  }

  /** A vector of floats. */
  public static FeatureSpec vector(int features) {
    return of(FeatureKind.VECTOR, features);
  }

  /** The same axes with another element type. */
  public FeatureSpec of(ElementType other) {
    return new FeatureSpec(kind, axes, other);
  }

  /** Whether two samples have the same axes, whatever their element types. */
  public boolean sameAxes(FeatureSpec other) {
    return kind == other.kind && axes.equals(other.axes);
  }

  /** The number of values of one sample. */
  public int size() {
    return size(axes);
  }

  /**
   * The size of the last axis: value {@code i} of a sample belongs to channel {@code i mod
   * channels}.
   */
  public int channels() {
    return axes.get(axes.size() - 1).size();
  }

  /**
   * The sizes of a batch as it lies in memory, for example {@code [rows, height, width, channels]}.
   */
  public int[] dims(int rows) {
    int[] dims = new int[axes.size() + 1];
    dims[0] = rows;
    for (int i = 0; i < axes.size(); i++) {
      dims[i + 1] = axes.get(i).size();
    }
    return dims;
  }

  /** The logical shape of a batch, {@code [batch, channels, height, width]} for images. */
  public Shape shape() {
    int[] sizes = axes.stream().mapToInt(Axis::size).toArray();
    return kind == FeatureKind.IMAGE
        ? Shape.batchOf(sizes[2], sizes[0], sizes[1])
        : Shape.batchOf(sizes);
  }

  /**
   * Whether a sample lies in memory in the order of {@link #shape()}, as all do but images of
   * several channels.
   */
  public boolean inLogicalOrder() {
    return kind != FeatureKind.IMAGE || channels() == 1;
  }

  /**
   * The sample as an image.
   *
   * @throws IllegalStateException if it is none
   */
  public ImageShape image() {
    if (kind != FeatureKind.IMAGE) {
      throw new IllegalStateException("No image: " + this);
    }
    return new ImageShape(axes.get(0).size(), axes.get(1).size(), axes.get(2).size());
  }

  @Override
  public String toString() {
    return kind.id() + " " + axes.stream().map(axis -> axis.name() + " " + axis.size()).toList();
  }

  private static int size(List<Axis> axes) {
    return axes.stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
  }
}
