"""How ONNX Runtime and TensorFlow turn ranges and float weights into int8, as plain numpy. See QUANT_NOTES.md.

check_quant_conventions.py holds these functions to the peers' own files, bit for bit.
"""
import numpy as np

F32, F64 = np.float32, np.float64
INT32_MAX = 2 ** 31 - 1


def half_away(v):
    """C's std::round, in the precision of v."""
    v = np.asarray(v)
    whole = np.trunc(v)
    return whole + np.where(np.abs(v - whole) >= 0.5, np.sign(v), 0).astype(v.dtype)


def channels(w):
    """Largest absolute value of each output channel; axis 0 is the output channel."""
    return np.abs(w.reshape(len(w), -1)).max(1).astype(F32)


def per_channel(scale, w):
    return scale.reshape((-1,) + (1,) * (w.ndim - 1))


# ONNX Runtime: quantize_static, QDQ, MinMax, per channel, QInt8 weights

def ort_activation(rmin, rmax, qmin, subtract=F32):
    """(scale, zero point) for 8 bits from qmin (0 or -128). ONNX Runtime 1.31 subtracts in double: subtract=F64."""
    rmin, rmax = min(F32(rmin), F32(0)), max(F32(rmax), F32(0))
    with np.errstate(over="ignore"):
        scale = F64(subtract(rmax) - subtract(rmin)) / 255
    if scale < np.finfo(F32).tiny:
        return F32(1), 0
    return F32(scale), int(np.rint(qmin - F64(rmin) / scale))


def ort_weight_scale(w, bias=None, input_scale=None):
    """Scale of each channel; the bias widens those whose int32 bias would overflow."""
    scale = F64(channels(w) * F32(2)) / 254
    scale = np.where(scale < np.finfo(F32).tiny, 1, scale).astype(F32)
    if bias is not None:
        least = F64(F32(1.0001) * (F32(2) * np.abs(bias))) / (2.0 * INT32_MAX)
        candidate = F64(input_scale) * F64(scale)
        wider = F64(scale) * (least / candidate)
        scale = np.where((candidate < least) & (candidate > 0), wider, scale).astype(F32)
    return scale


def ort_weight(w, scale):
    return np.clip(np.rint(w / per_channel(scale, w)), -128, 127).astype(np.int8)


def ort_bias(bias, input_scale, weight_scale):
    """(quantized bias, bias scale)"""
    scale = F32(input_scale) * weight_scale
    q = np.rint(bias.astype(F64) / scale.astype(F64))
    return np.clip(q, -INT32_MAX - 1, INT32_MAX).astype(np.int32), scale


# TensorFlow: TFLiteConverter, full int8, per channel

def tf_activation(rmin, rmax):
    """(scale, zero point) for int8."""
    rmin, rmax = min(F64(F32(rmin)), 0.0), max(F64(F32(rmax)), 0.0)
    if rmax - rmin < 1e-6:
        rmin, rmax = rmin - 1e-6, rmax + 1e-6
    with np.errstate(over="ignore"):
        scale = (F32(rmax) - F32(rmin)) / F32(255)
    zero_point = half_away(F32(-128 - rmin / F64(scale)))
    return scale, int(np.clip(zero_point, -128, 127))


def tf_weight_scale(w, bias, input_scale):
    """(weight scale, bias scale) of each channel."""
    largest = channels(w)
    narrow = 2 * largest.astype(F64) <= 1e-6
    largest = np.where(narrow, F32(5e-7), largest)
    scale = (largest + largest) / F32(254)
    bias_scale = (F64(input_scale) * F64(scale)).astype(F32)
    limit = INT32_MAX // 2
    over = np.abs(bias).astype(F64) / F64(bias_scale) > limit
    wider = np.abs(bias).astype(F64) / limit
    return (np.where(over, wider / F64(input_scale), scale).astype(F32),
            np.where(over, wider, bias_scale).astype(F32))


def tf_weight(w, scale):
    """Multiplies by the float32 inverse; does not divide."""
    return np.clip(half_away(w * per_channel(F32(1) / scale, w)), -127, 127).astype(np.int8)


def tf_bias(bias, bias_scale):
    q = half_away(bias * (F32(1) / bias_scale)).astype(F64)
    return np.clip(q, -INT32_MAX, INT32_MAX).astype(np.int32)
