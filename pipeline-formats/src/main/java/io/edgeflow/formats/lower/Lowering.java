package io.edgeflow.formats.lower;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ModelGraph;
import io.edgeflow.formats.quant.GivenQuantization;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From a graph to what a target executes: an ordered list of rules. */
public final class Lowering {
  private Lowering() {}

  /**
   * Lowers a graph.
   *
   * @param graph for INT8 with a calibrated range for each tensor whose scale is its own
   * @throws io.edgeflow.core.error.PipelineException if a range is missing, or an operator has no
   *     exact form
   */
  public static LoweredGraph lower(ModelGraph graph, TargetProfile profile, Precision precision) {
    return lower(graph, profile, precision, GivenQuantization.NONE);
  }

  /**
   * As {@link #lower(ModelGraph, TargetProfile, Precision)}, with the integers of the file that the
   * graph was read from: they count before ranges if the target has their scheme.
   */
  public static LoweredGraph lower(
      ModelGraph graph, TargetProfile profile, Precision precision, GivenQuantization given) {
    List<Rule> rules = rules(profile, precision, given.in(profile.scheme()));
    return layOut(applied(folded(graph), rules), profile);
  }

  /** Lays the values of a graph, which are in logical order, as the target wants them. */
  public static LoweredGraph layOut(LoweredGraph lowered, TargetProfile profile) {
    return profile.imageLayout() == MemoryLayout.CHANNELS_LAST
        ? new LayOut().apply(lowered)
        : lowered;
  }

  /** A graph, laid out, whose inputs and outputs are floats whatever it computes with. */
  public static LoweredGraph withFloatEnds(LoweredGraph lowered) {
    return new FloatEnds().apply(lowered);
  }

  /** What {@link #lower} gives, before its values are laid out in memory: to compute beside it. */
  public static LoweredGraph lowerInLogicalOrder(
      ModelGraph graph, TargetProfile profile, Precision precision) {
    return lowerFolded(folded(graph), profile, precision);
  }

  /**
   * The part that is the same for all targets, in floats: without what no output depends on, and
   * with batch normalizations in the layers before them.
   *
   * @throws io.edgeflow.core.error.PipelineException if a weight is not finite
   */
  public static LoweredGraph folded(ModelGraph graph) {
    return applied(
        LoweredGraph.of(graph),
        List.of(new RequireFinite(), new DropIdentities(), new DropUnread(), new FoldAffine()));
  }

  /** The rest, for one target, in logical order. */
  public static LoweredGraph lowerFolded(
      LoweredGraph folded, TargetProfile profile, Precision precision) {
    return applied(folded, rules(profile, precision, GivenQuantization.NONE));
  }

  /**
   * The values of a folded graph whose ranges its 8-bit lowering may ask for, or pass on to values
   * that stand for them. The others are fused away.
   */
  public static Set<String> kept(LoweredGraph folded, TargetProfile profile) {
    Set<String> kept = new LinkedHashSet<>(folded.values().keySet());
    kept.retainAll(
        applied(folded, shaping(profile, true, GivenQuantization.NONE)).values().keySet());
    return kept;
  }

  /** The operators that an int8 file computes in floats. */
  public static FloatIslands islands(ModelGraph graph, TargetProfile profile) {
    return FloatIslands.of(applied(folded(graph), choosing(profile, true, GivenQuantization.NONE)));
  }

  private static LoweredGraph applied(LoweredGraph graph, List<Rule> rules) {
    LoweredGraph lowered = graph;
    for (Rule rule : rules) {
      lowered = rule.apply(lowered);
    }
    return lowered;
  }

  private static List<Rule> rules(
      TargetProfile profile, Precision precision, GivenQuantization given) {
    List<Rule> rules = new ArrayList<>(choosing(profile, precision == Precision.INT8, given));
    rules.add(new ComposeNorms(profile));
    rules.add(new UnrollRecurrent(profile));
    rules.add(new CopyBeforeReshape(profile));
    switch (precision) {
      case FP16 -> rules.add(new StoreHalves());
      case INT8_WEIGHTS -> rules.add(new StoreWeights(profile, true, given));
      // The weights of float islands; the activations around them are rounded often enough.
      case INT8 -> rules.add(new StoreWeights(profile, false, given));
      case FP32 -> {}
    }
    // Behind the above, which would make halves of numbers that ONNX Runtime knows a Gelu by.
    rules.add(SpellOut.inFloats(profile));
    return List.copyOf(rules);
  }

  /** The rules that say which kernels compute, and in which numbers. */
  private static List<Rule> choosing(TargetProfile profile, boolean int8, GivenQuantization given) {
    List<Rule> rules = new ArrayList<>(shaping(profile, int8, given));
    rules.add(new CancelReshapes());
    rules.add(new DropUnread());
    rules.add(new RequireKernels(profile, int8));
    if (profile.wantsBias()) {
      rules.add(new GiveBias());
    }
    if (int8) {
      rules.add(new Quantize(profile, given));
      rules.add(new RequireLiveLayers());
    }
    return List.copyOf(rules);
  }

  /** The rules that say which operations there are. */
  private static List<Rule> shaping(TargetProfile profile, boolean int8, GivenQuantization given) {
    List<Rule> rules = new ArrayList<>();
    rules.add(new ReplaceAffine(profile, int8));
    rules.add(SpellOut.withoutKernel(profile));
    rules.add(new AlongLastAxis(profile));
    rules.add(new AlignSlopes());
    rules.add(new FuseActivations(profile, given));
    rules.add(new SeriesAsImages(profile));
    rules.add(new PlainTransposed(profile));
    rules.add(new GroupsApart(profile));
    rules.add(new WeighMeans(profile));
    rules.add(new PadApart(profile));
    rules.add(new LinearOnRows(profile));
    rules.add(new ExchangeSecond(profile));
    return List.copyOf(rules);
  }
}
