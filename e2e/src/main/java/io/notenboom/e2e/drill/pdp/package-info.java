// SPDX-License-Identifier: Apache-2.0
/** {@code notenboom drill pdp}: what is claimed of decisions, flows, transfers and gateways. */
@NullMarked
package io.notenboom.e2e.drill.pdp;

import org.jspecify.annotations.NullMarked;
