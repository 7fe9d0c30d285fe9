package io.edgeflow.formats.lower;

import static java.util.Map.entry;

import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Op;
import io.edgeflow.core.graph.op.Window;
import io.edgeflow.formats.quant.QuantScheme;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A target whose answers a test chooses; at first it has every kernel and fuses nothing. */
final class Target {
  private static final Set<Activation> CLAMPS = Set.of(Activation.RELU, Activation.RELU6);

  private final Map<Class<?>, KernelTraits> kernels = new HashMap<>();
  private final Map<String, Object> answers =
      new HashMap<>(
          Map.ofEntries(
              entry("name", "bench"),
              entry("scheme", QuantScheme.TFLITE),
              entry("imageLayout", MemoryLayout.CHANNELS_LAST),
              entry("wantsBias", true),
              entry("takesSeries", true),
              entry("takesGroups", true),
              entry("takesAnyTransposed", true),
              entry("linearOnAnyRank", true),
              entry("exchangesSecond", true),
              entry("drawsPadsIn", false),
              entry("alongAnyAxis", true),
              entry("reshapesInPlace", false)));

  /** The kernels of one operator. */
  Target kernels(Class<? extends Op> operator, KernelTraits traits) {
    kernels.put(operator, traits);
    return this;
  }

  /** A kernel of both number formats whose output's scale follows by a rule. */
  Target scaling(Class<? extends Op> operator, ScaleRule rule) {
    return kernels(operator, KernelTraits.both(rule, Set.of()));
  }

  /** A kernel that carries out a ReLU and a ReLU6. */
  Target clamping(Class<? extends Op> operator) {
    return kernels(operator, KernelTraits.both(ScaleRule.OWN_RANGE, CLAMPS));
  }

  /** An answer of {@link TargetProfile}, by the method's name. */
  Target answering(String question, Object answer) {
    answers.put(question, answer);
    return this;
  }

  /** A proxy: tests of rules need no change for a new operator. */
  TargetProfile profile() {
    return (TargetProfile)
        Proxy.newProxyInstance(
            Target.class.getClassLoader(),
            new Class<?>[] {TargetProfile.class},
            (proxy, method, arguments) ->
                arguments == null
                    ? Objects.requireNonNull(answers.get(method.getName()), method.getName())
                    : answer(arguments[0]));
  }

  private Object answer(Object argument) {
    return argument instanceof Window window
        ? answers.getOrDefault("pads", window.valid())
        : kernels.getOrDefault(
            argument.getClass(), KernelTraits.both(ScaleRule.OWN_RANGE, Set.of()));
  }
}
