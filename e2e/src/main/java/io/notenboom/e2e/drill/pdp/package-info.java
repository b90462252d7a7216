// SPDX-License-Identifier: Apache-2.0
/** What is claimed of the policy decision point, tried with real processes. */
@NullMarked
package io.notenboom.e2e.drill.pdp;

import org.jspecify.annotations.NullMarked;
