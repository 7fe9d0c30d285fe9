package io.edgeflow.formats.tflite;

import io.edgeflow.core.artifact.ExportOptions.Compatibility;
import io.edgeflow.core.graph.op.Activation;
import io.edgeflow.core.graph.op.Arrangement;
import io.edgeflow.core.graph.op.Normalization;
import io.edgeflow.core.graph.op.Product;
import io.edgeflow.core.graph.op.Recurrent;
import io.edgeflow.core.graph.op.Resampling;
import io.edgeflow.core.graph.op.Selection;
import io.edgeflow.core.graph.op.UnitAxis;
import io.edgeflow.core.graph.op.Weighted;
import io.edgeflow.core.graph.op.Window;
import io.edgeflow.formats.lower.KernelTraits;
import io.edgeflow.formats.lower.MemoryLayout;
import io.edgeflow.formats.lower.ScaleRule;
import io.edgeflow.formats.lower.TargetProfile;
import io.edgeflow.formats.quant.QuantParams;
import io.edgeflow.formats.quant.QuantScheme;
import java.util.Set;

/** TensorFlow Lite's built-in operators, which XNNPACK has as well. */
final class TfliteProfile
    implements TargetProfile,
        TfliteElementwiseKernels,
        TflitePoolingKernels,
        TfliteReductionKernels {
  private static final Set<Activation> CLAMPS = Set.of(Activation.RELU, Activation.RELU6);

  private final Compatibility compatibility;

  TfliteProfile(Compatibility compatibility) {
    this.compatibility = compatibility;
  }

  /** For the runtimes of today. */
  TfliteProfile() {
    this(Compatibility.CURRENT);
  }

  @Override
  public String name() {
    return "tflite";
  }

  @Override
  public QuantScheme scheme() {
    return QuantScheme.TFLITE;
  }

  @Override
  public MemoryLayout imageLayout() {
    return MemoryLayout.CHANNELS_LAST;
  }

  @Override
  public boolean pads(Window window) {
    // XNNPACK pads wrongly where SAME leaves pixels out along the other axis.
    return window.valid() || (window.same() && window.reachesEnd());
  }

  @Override
  public boolean drawsPadsIn() {
    return false;
  }

  @Override
  public boolean wantsBias() {
    return true;
  }

  @Override
  public boolean takesSeries() {
    return false;
  }

  @Override
  public boolean takesGroups() {
    return false;
  }

  @Override
  public boolean takesAnyTransposed() {
    return false;
  }

  @Override
  public boolean linearOnAnyRank() {
    return true;
  }

  @Override
  public boolean exchangesSecond() {
    return true;
  }

  @Override
  public boolean alongAnyAxis() {
    return false;
  }

  @Override
  public boolean reshapesInPlace() {
    return true;
  }

  @Override
  public KernelTraits conv1d(Weighted.Conv1d op) {
    return ownRange();
  }

  @Override
  public KernelTraits conv2d(Weighted.Conv2d op) {
    return ownRange().orHybrid();
  }

  @Override
  public KernelTraits convTranspose2d(Weighted.ConvTranspose2d op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  public KernelTraits linear(Weighted.Linear op) {
    KernelTraits kernel = ownRange().orHybrid();
    return compatibility == Compatibility.LEGACY ? kernel.withOneWeightScale() : kernel;
  }

  @Override
  public KernelTraits batchNorm(Normalization.BatchNorm op) {
    return KernelTraits.NONE;
  }

  @Override
  public KernelTraits layerNorm(Normalization.LayerNorm op) {
    return KernelTraits.floatParts();
  }

  @Override
  public KernelTraits instanceNorm(Normalization.InstanceNorm op) {
    return KernelTraits.floatParts();
  }

  @Override
  public KernelTraits lstm(Recurrent.Lstm op) {
    return KernelTraits.floatParts();
  }

  @Override
  public KernelTraits gru(Recurrent.Gru op) {
    return KernelTraits.floatParts();
  }

  @Override
  public KernelTraits softmax(Normalization.Softmax op) {
    return KernelTraits.fixed(new QuantParams(1f / 256, Byte.MIN_VALUE));
  }

  @Override
  public KernelTraits flatten(Arrangement.Flatten op) {
    return keeps();
  }

  @Override
  public KernelTraits reshape(Arrangement.Reshape op) {
    return keeps();
  }

  @Override
  public KernelTraits transpose(Arrangement.Transpose op) {
    return keeps();
  }

  @Override
  public KernelTraits pad(Arrangement.Pad op) {
    return op.ofAnyRange() ? keeps() : KernelTraits.both(ScaleRule.ALL_INPUTS_ONE, Set.of());
  }

  @Override
  public KernelTraits concat(Arrangement.Concat op) {
    return KernelTraits.both(ScaleRule.ALL_INPUTS_ONE, Set.of());
  }

  @Override
  public KernelTraits squeeze(UnitAxis.Squeeze op) {
    return keeps();
  }

  @Override
  public KernelTraits unsqueeze(UnitAxis.Unsqueeze op) {
    return keeps();
  }

  @Override
  public KernelTraits slice(Selection.Slice op) {
    return keeps();
  }

  @Override
  public KernelTraits embedding(Selection.Embedding op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  public KernelTraits resize(Resampling.Resize op) {
    return keeps();
  }

  @Override
  public KernelTraits matMul(Product.MatMul op) {
    return KernelTraits.both(ScaleRule.OWN_RANGE, Set.of());
  }

  @Override
  public KernelTraits ownRange() {
    return KernelTraits.both(ScaleRule.OWN_RANGE, CLAMPS);
  }

  @Override
  public KernelTraits keeps() {
    return KernelTraits.both(ScaleRule.KEEPS, Set.of());
  }
}
