/** The whole workflow from one configuration file; imports every module. */
@NullMarked
package io.edgeflow.orchestrator;

import org.jspecify.annotations.NullMarked;
