// SPDX-License-Identifier: Apache-2.0
/** Measures the policy decision point: the engine alone, and each way to ask it, beside the Open Policy Agent. */
@NullMarked
package io.notenboom.bench.pdp;

import org.jspecify.annotations.NullMarked;
