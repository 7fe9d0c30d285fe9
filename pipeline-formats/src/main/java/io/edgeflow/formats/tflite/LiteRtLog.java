package io.edgeflow.formats.tflite;

import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What LiteRT itself writes to the standard error of the process, past Java: without this, a line
 * of information for each process that loads a model.
 */
final class LiteRtLog {
  private static final Logger LOG = LoggerFactory.getLogger(LiteRtLog.class);

  /** {@code tflite::LoggerOptions::SetMinimumLogSeverity}, for which the Java classes have none. */
  private static final String SET_MINIMUM =
      "_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE";

  private static final int WARNING = 2;

  /** Only for this process's own lookup: LiteRT and PyTorch have symbols of the same names. */
  private static final int RTLD_LAZY = 1;

  static {
    try {
      NativeLibrary library =
          NativeLibrary.getInstance(
              Loader.load(tensorflowlite.class), Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY));
      library.getFunction(SET_MINIMUM).invokeVoid(new Object[] {WARNING});
    } catch (LinkageError e) {
      LOG.debug("LiteRT's log stays as talkative as it is", e);
    }
  }

  private LiteRtLog() {}

  /** Leaves out information from now on. */
  static void warningsOnly() {
    // The class's initializer has done it.
  }
}
