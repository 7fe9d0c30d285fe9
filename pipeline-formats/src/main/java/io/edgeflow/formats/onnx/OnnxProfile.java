package io.edgeflow.formats.onnx;

import io.edgeflow.core.artifact.ExportedModel.Precision;
import io.edgeflow.core.graph.ValueRange;
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
import io.edgeflow.formats.quant.QuantScheme;
import java.util.Set;

/**
 * ONNX Runtime on the CPU. In 8 bits an activation is the ends of the QuantizeLinear behind a
 * kernel; in floats it is a node of its own, which the runtime fuses itself.
 */
final class OnnxProfile
    implements TargetProfile, OnnxElementwiseKernels, OnnxPoolingKernels, OnnxReductionKernels {
  private final Set<Activation> clamps;

  OnnxProfile(Precision precision) {
    clamps = precision == Precision.INT8 ? Set.of(Activation.RELU, Activation.RELU6) : Set.of();
  }

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public QuantScheme scheme() {
    return QuantScheme.ORT_QDQ;
  }

  @Override
  public MemoryLayout imageLayout() {
    return MemoryLayout.LOGICAL;
  }

  @Override
  public boolean pads(Window window) {
    return true;
  }

  /** What ONNX Runtime's PadFusion does, also before a maximum that knows no zeros. */
  @Override
  public boolean drawsPadsIn() {
    return true;
  }

  @Override
  public boolean wantsBias() {
    return false;
  }

  @Override
  public boolean takesSeries() {
    return true;
  }

  @Override
  public boolean takesGroups() {
    return true;
  }

  @Override
  public boolean takesAnyTransposed() {
    return true;
  }

  @Override
  public boolean linearOnAnyRank() {
    return false;
  }

  @Override
  public boolean exchangesSecond() {
    return false;
  }

  @Override
  public boolean alongAnyAxis() {
    return true;
  }

  @Override
  public boolean reshapesInPlace() {
    return false;
  }

  @Override
  public KernelTraits conv1d(Weighted.Conv1d op) {
    return ownRange();
  }

  @Override
  public KernelTraits conv2d(Weighted.Conv2d op) {
    return ownRange();
  }

  @Override
  public KernelTraits convTranspose2d(Weighted.ConvTranspose2d op) {
    return KernelTraits.floatsOnly().withOneWeightScale();
  }

  @Override
  public KernelTraits linear(Weighted.Linear op) {
    return ownRange();
  }

  @Override
  public KernelTraits batchNorm(Normalization.BatchNorm op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  public KernelTraits layerNorm(Normalization.LayerNorm op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  public KernelTraits instanceNorm(Normalization.InstanceNorm op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  public KernelTraits lstm(Recurrent.Lstm op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  public KernelTraits gru(Recurrent.Gru op) {
    return KernelTraits.floatsOnly();
  }

  @Override
  public KernelTraits softmax(Normalization.Softmax op) {
    return KernelTraits.fixed(scheme().activation(new ValueRange(0, 1)));
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
    return op.ofAnyRange() ? keeps() : ownRange();
  }

  @Override
  public KernelTraits concat(Arrangement.Concat op) {
    return ownRange();
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
    return ownRange();
  }

  @Override
  public KernelTraits ownRange() {
    return KernelTraits.both(ScaleRule.OWN_RANGE, clamps);
  }

  @Override
  public KernelTraits keeps() {
    return KernelTraits.both(ScaleRule.KEEPS_UNLESS_ACTIVATED, clamps);
  }
}
