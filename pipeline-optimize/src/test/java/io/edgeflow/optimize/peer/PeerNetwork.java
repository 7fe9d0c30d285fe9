package io.edgeflow.optimize.peer;

import io.edgeflow.core.dataset.Npy;
import io.edgeflow.core.graph.Constant;
import io.edgeflow.core.graph.GraphFile;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.core.numeric.KeyedRandom;
import io.edgeflow.core.sample.ClassTarget;
import io.edgeflow.core.sample.FeatureSpec;
import io.edgeflow.core.sample.ImageShape;
import io.edgeflow.core.sample.SelfTarget;
import io.edgeflow.core.sample.Target;
import io.edgeflow.core.tensor.ElementType;
import io.edgeflow.core.tensor.Tensor;
import io.edgeflow.train.architecture.Autoencoder;
import io.edgeflow.train.architecture.DsCnn;
import io.edgeflow.train.architecture.Mlp;
import io.edgeflow.train.architecture.MobileNetV1;
import io.edgeflow.train.architecture.MobileNetV2;
import io.edgeflow.train.architecture.Network;
import io.edgeflow.train.architecture.ResNet8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * An architecture in its full size with untrained weights, whose batch norms and biases are as if
 * it were trained: what the peers' tools quantized (see tools/oracle/make_architectures.py).
 */
enum PeerNetwork {
  RESNET8(Network.of(new ResNet8()), image(32, 32, 3), classes(10)),
  DS_CNN(Network.of(new DsCnn()), image(49, 10, 1), classes(12)),
  MOBILENET_V1(
      Network.of(new MobileNetV1(), keys -> keys.set(MobileNetV1.WIDTH, 0.25)),
      image(96, 96, 3),
      classes(2)),
  MOBILENET_V2(
      Network.of(new MobileNetV2(), keys -> keys.set(MobileNetV2.WIDTH, 0.25)),
      image(96, 96, 3),
      classes(10)),
  AUTOENCODER(Network.of(new Autoencoder()), FeatureSpec.vector(640), new SelfTarget(null, 0.99)),
  MLP(Network.of(new Mlp()), FeatureSpec.vector(64), classes(10));

  private static final long SEED = 7;
  private static final int TESTED = 1;
  private static final int CALIBRATED = 2;
  private static final int DRAWN = 3;

  private final ModelGraph graph;
  private final FeatureSpec input;

  PeerNetwork(Network network, FeatureSpec input, Target target) {
    this.graph = lived(network.untrained(input, target, SEED, null));
    this.input = input;
  }

  /** The architecture's id, and the name of the golden files' folder. */
  String id() {
    return graph.name();
  }

  ModelGraph graph() {
    return graph;
  }

  /** Eight samples in memory order. */
  Tensor samples() {
    return samples(TESTED, 8);
  }

  /** Writes what the peers calibrate and quantize. */
  void write(Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve(id()));
    Tensor calibration = samples(CALIBRATED, 64);
    byte[] header = Npy.header(ElementType.FLOAT32, calibration.dims());
    Files.write(own.resolve("graph.safetensors"), GraphFile.bytes(graph));
    Path file = Files.write(own.resolve("calibration.npy"), header);
    Files.write(file, calibration.toBytes(), StandardOpenOption.APPEND);
  }

  private Tensor samples(int use, int count) {
    KeyedRandom random = KeyedRandom.of(SEED, use);
    float[] values = new float[count * input.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextSymmetric());
    }
    return Tensor.of(input.dims(count), values);
  }

  /** Its weights stay, which keep what passes through many layers in its size. */
  private static ModelGraph lived(ModelGraph untrained) {
    Map<String, Constant> drawn = new LinkedHashMap<>();
    KeyedRandom random = KeyedRandom.of(SEED, DRAWN);
    untrained
        .constants()
        .forEach(
            (name, constant) -> {
              String role = name.substring(name.lastIndexOf('.') + 1);
              switch (role) {
                case "gamma", "variance" ->
                    drawn.put(name, drawn(constant, u -> 1 + 0.5 * u, random));
                case "bias", "beta", "mean" ->
                    drawn.put(name, drawn(constant, u -> 0.25 * u, random));
                default -> {}
              }
            });
    return untrained.withConstants(drawn);
  }

  private static Constant drawn(Constant old, DoubleUnaryOperator value, KeyedRandom random) {
    float[] values = new float[old.value().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(random.nextSymmetric());
    }
    return old.withValue(Tensor.of(old.value().dims(), values));
  }

  private static FeatureSpec image(int height, int width, int channels) {
    return FeatureSpec.image(new ImageShape(height, width, channels));
  }

  private static Target classes(int count) {
    return new ClassTarget("label", IntStream.range(0, count).mapToObj(Integer::toString).toList());
  }
}
