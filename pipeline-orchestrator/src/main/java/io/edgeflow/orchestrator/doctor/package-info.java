/** Inspects the machine: what is missing for a run, and how to get it; imports the core. */
@NullMarked
package io.edgeflow.orchestrator.doctor;

import org.jspecify.annotations.NullMarked;
